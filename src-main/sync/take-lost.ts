import { createHash } from 'node:crypto';
import { candidacyMessage } from '../../shared/wire/candidacy-message.ts';
import type { RegainedMessage } from '../../shared/wire/regain-v2.ts';
import { parseWireJson } from '../../shared/wire/signed-text.ts';
import type { DeskDb } from '../db/open.ts';
import { readInstallation } from '../db/store/office.ts';
import { type ProvenLost, takeBack } from '../db/store/regain.ts';
import { knownMessages } from '../db/store/regained-message.ts';
import type { RegionContext } from '../platform/act.ts';
import { applyReceipt, verifyReceipt } from './apply-receipt.ts';

/** Proves a message that came back, by network or stick. forged: not what the region signed, or not this desk's. */
export function proveLost(db: DeskDb, regained: RegainedMessage): ProvenLost | 'unreadable' | 'forged' {
  const { messageId, body, receipt: signed } = regained;
  const parsed = candidacyMessage.safeParse(parseWireJson(body));
  if (!parsed.success) return 'unreadable';
  const message = parsed.data;
  const { deviceId, regionPublicKey } = readInstallation(db);
  const bodySha256 = createHash('sha256').update(body, 'utf8').digest('hex');
  const receipt = verifyReceipt(signed, { messageId, bodySha256, photoSha256: message.photo.sha256 }, regionPublicKey);
  if (!receipt || message.messageId !== messageId || message.deviceId !== deviceId) return 'forged';
  return { regained, message, receipt };
}

/**
 * Takes such a message back, with its receipt, in the caller's transaction. `photo` null = it is here already. False = it is
 * known here: push and pull may ask at the same moment, and an answer on a stick may be read twice.
 */
export function takeLost(context: RegionContext, lost: ProvenLost, photo: Uint8Array | null): boolean {
  const { messageId, deskSeq, body, receipt } = lost.regained;
  if (knownMessages(context.db, [messageId]).has(messageId)) return false;
  const became = takeBack(context, { message: lost.message, deskSeq, body, receipt, photo });
  if (became === 'taken') applyReceipt(context, receipt, lost.receipt);
  return true;
}

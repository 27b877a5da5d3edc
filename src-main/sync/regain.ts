import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { type CandidacyMessage, candidacyMessage } from '../../shared/wire/candidacy-message.ts';
import { type RegainedMessage, regainLimits } from '../../shared/wire/regain-v2.ts';
import { parseWireJson } from '../../shared/wire/signed-text.ts';
import { readPhoto } from '../db/store/capture.ts';
import { readInstallation } from '../db/store/office.ts';
import { takeBack } from '../db/store/regain.ts';
import { countReceipts, knownMessages } from '../db/store/regained-message.ts';
import { applyReceipt, verifyReceipt } from './apply-receipt.ts';
import type { Exchange } from './exchange.ts';
import type { PushDesk } from './push.ts';
import type { Trouble } from './trouble.ts';

/**
 * Gets back what the region holds of this desk and this file has lost: a record, its photo and its receipt in one
 * transaction each, so that a run may end anywhere. `receipts` is the region's count of the desk's messages; where it is
 * not more than the desk's own nothing is asked.
 */
export async function regainLost(
  desk: PushDesk,
  exchange: Exchange,
  receipts: number,
  onReceipt: () => void,
): Promise<Result<{ readonly taken: number }, Trouble>> {
  let taken = 0;
  for (let after: string | null = null, more = receipts > countReceipts(desk.db); more; ) {
    const page = await exchange.regainIds(after);
    if (!page.ok) return page;
    const known = knownMessages(desk.db, page.value.ids);
    const lost = page.value.ids.filter((id) => !known.has(id));
    for (let at = 0; at < lost.length; at += regainLimits.messages) {
      const messages = await exchange.regainMessages(lost.slice(at, at + regainLimits.messages));
      if (!messages.ok) return messages;
      for (const message of messages.value) {
        const done = await takeOne(desk, exchange, message);
        if (!done.ok) return done;
        if (done.value) taken += 1;
        onReceipt();
      }
    }
    after = page.value.ids.at(-1) ?? null;
    more = page.value.more && after !== null;
  }
  return ok({ taken });
}

/** False = this program cannot read it, or its photo is not to be had: left with the region, which holds it. */
async function takeOne(
  desk: PushDesk,
  exchange: Exchange,
  { messageId, deskSeq, body, receipt }: RegainedMessage,
): Promise<Result<boolean, Trouble>> {
  const parsed = candidacyMessage.safeParse(parseWireJson(body));
  if (!parsed.success) return ok(false);
  const message = parsed.data;
  const { deviceId, regionPublicKey } = readInstallation(desk.db);
  const names = { messageId, bodySha256: sha256(Buffer.from(body, 'utf8')), photoSha256: message.photo.sha256 };
  const proven = verifyReceipt(receipt, names, regionPublicKey);
  if (!proven) return failed({ kind: 'forgedReceipt' });
  if (message.messageId !== messageId || message.deviceId !== deviceId) return failed({ kind: 'forgedReceipt' });
  const photo = await photoOf(desk, exchange, message);
  if (!photo.ok) return isAboutThisOne(photo.fault) ? ok(false) : photo;
  desk.transact((context) => {
    // the push and the pull may ask at the same moment
    if (knownMessages(context.db, [messageId]).has(messageId)) return ok({ applied: false });
    const own = { ...context, ids: desk.ids };
    const became = takeBack(own, { message, deskSeq, body, receipt, photo: photo.value });
    return became === 'taken' ? applyReceipt(own, receipt, proven) : ok({ applied: false });
  });
  return ok(true);
}

/**
 * The region has not got this photo (nobody keeps that of a refused record), or not as it was: asked again in the next run.
 * What waits here must not wait for it.
 */
function isAboutThisOne({ kind }: Trouble): boolean {
  return kind === 'notAReceiver' || kind === 'record' || kind === 'photoDamaged';
}

/** Null = it is here already. */
async function photoOf(
  { db }: PushDesk,
  exchange: Exchange,
  { photo }: CandidacyMessage,
): Promise<Result<Uint8Array | null, Trouble>> {
  if (readPhoto(db, photo.sha256)) return ok(null);
  const fetched = await exchange.photo(photo.sha256);
  if (!fetched.ok) return fetched;
  return sha256(fetched.value) === photo.sha256 ? ok(fetched.value) : failed({ kind: 'photoDamaged' });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

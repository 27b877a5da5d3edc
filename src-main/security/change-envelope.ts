import { type ChangeEnvelope, changeProofText } from '../../shared/wire/change-message.ts';
import type { DeskDb } from '../db/open.ts';
import { photoLength } from '../db/store/capture.ts';
import type { OutgoingChange } from '../db/store/change-message.ts';
import { readInstallation } from '../db/store/office.ts';
import { signWith } from './signature.ts';

/** Names the content of one change, signed by this desk: the same over the network and on a stick. */
export function changeEnvelopeOf(db: DeskDb, row: OutgoingChange): ChangeEnvelope {
  const { deviceId, incarnation, devicePrivateKey } = readInstallation(db);
  const names = {
    v: 1,
    suite: 1,
    messageId: row.messageId,
    deviceId,
    // the opening under which it got its number, whichever sends it
    incarnation: row.incarnation ?? incarnation,
    changeSeq: row.deskSeq,
    bodySha256: row.bodySha256,
    fileSha256: row.photoSha256,
    fileBytes: row.photoSha256 === null ? null : photoLength(db, row.photoSha256),
  } as const;
  return { ...names, signature: signWith(devicePrivateKey, changeProofText(names)) };
}

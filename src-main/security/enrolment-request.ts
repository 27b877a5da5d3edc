import { buildEnrolmentRequest } from '../../shared/wire/enrolment.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import type { DeskDb } from '../db/open.ts';
import { readInstallation } from '../db/store/office.ts';
import { signWith } from './signature.ts';

/** The request with which this desk asks the region to know it, signed with its own key. `madeAt` is the desk's time. */
export function enrolmentRequestOf(db: DeskDb, madeAt: string): SignedText {
  const {
    deviceId,
    officeId,
    officeName,
    deskName,
    devicePublicKey: publicKey,
    devicePrivateKey,
  } = readInstallation(db);
  const body = buildEnrolmentRequest({ deviceId, officeId, officeName, deskName, publicKey, madeAt });
  return { body, signature: signWith(devicePrivateKey, body) };
}

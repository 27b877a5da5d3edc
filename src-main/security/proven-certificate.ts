import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { type DeskCertificate, readDeskCertificate } from '../../shared/wire/enrolment.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import type { DeskDb } from '../db/open.ts';
import { readInstallation } from '../db/store/office.ts';
import { signatureHolds } from './signature.ts';

/** The certificate, if the region's pinned key signed it for exactly this desk and its key; else a Chinese sentence. */
export function provenCertificate(db: DeskDb, signed: SignedText): Result<DeskCertificate, string> {
  const own = readInstallation(db);
  const certificate = readDeskCertificate(signed.body);
  if (!certificate || !signatureHolds(signed.body, signed.signature, own.regionPublicKey))
    return failed('这份证书不是自治区签发的，没有采用。向自治区要原件再读');
  if (certificate.officeId !== own.officeId)
    return failed(`这份证书是别的旗县的，本机属于${own.officeName}，没有采用。向自治区要本旗县的再读`);
  if (certificate.deviceId !== own.deviceId || certificate.publicKey !== own.devicePublicKey)
    return failed(`这份证书是“${certificate.deskName}”的，不是本机的，没有采用。在那台登记台上读入`);
  return ok(certificate);
}

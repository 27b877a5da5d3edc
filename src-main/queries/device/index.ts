import { ok } from '../../../shared/lib/result.ts';
import { readCertificate } from '../../db/store/desk-certificate.ts';
import { readStanding } from '../../db/store/desk-standing.ts';
import { readInstallation, readSetting } from '../../db/store/office.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { keyFingerprint } from '../../security/signature.ts';
import { standingWords } from './standing-words.ts';

const status: QueryHandler<'device.status'> = (_input, { db, clock }) => {
  const { deskName, deviceId, devicePublicKey, officeName } = readInstallation(db);
  const certificate = readCertificate(db);
  const said = readStanding(db);
  const validUntil = certificate?.validUntil ?? null;
  return ok({
    deskName,
    deviceId,
    fingerprint: keyFingerprint(devicePublicKey),
    officeName,
    receiverUrl: readSetting(db, 'receiverUrl'),
    certificate: certificate && {
      validFrom: certificate.validFrom,
      validUntil: certificate.validUntil,
      enrolledBy: certificate.enrolledBy,
      issuedAt: certificate.issuedAt,
    },
    ...standingWords({ said, validUntil, officeName, now: clock.now() }),
    copySentence: copySentence(said?.otherSeenAt ?? null, said?.at ?? null),
    askedAt: said?.at ?? null,
  });
};

const recentMs = 7 * 86_400_000;

/** A copy that was heard of in the last week may still be at work; an older one is the file of before a restore. */
function copySentence(otherSeenAt: string | null, askedAt: string | null): string | null {
  if (otherSeenAt === null || askedAt === null) return null;
  if (Date.parse(askedAt) - Date.parse(otherSeenAt) > recentMs) return null;
  return '自治区最近还见过这台登记台的另一份数据（恢复以前的，或者拷贝的）。两份送的都收，同一名学生办了两次会列出来核对。如果另一份还在用，请停用一份。';
}

/** Reads about this desk at the region. */
export const deviceQueries = { 'device.status': status };

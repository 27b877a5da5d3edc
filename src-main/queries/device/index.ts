import { ok } from '../../../shared/lib/result.ts';
import { readCertificate } from '../../db/store/desk-certificate.ts';
import { readStanding } from '../../db/store/desk-standing.ts';
import { readInstallation, readSetting } from '../../db/store/office.ts';
import { countLeft, type LeftWhy } from '../../db/store/regain-left.ts';
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
    leftSentence: leftSentence(countLeft(db)),
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

/** What did not come back after a restore, and what to do. */
function leftSentence({ unreadable, noPhoto, unfit, noRecord }: Readonly<Record<LeftWhy, number>>): string | null {
  if (unreadable + noPhoto + unfit + noRecord === 0) return null;
  const parts = [
    ...(unreadable > 0 ? [`${unreadable} 份是更新的程序办的，本机读不了：更新登记台程序，再取一次`] : []),
    ...(noPhoto > 0 ? [`${noPhoto} 份自治区现在给不出照片：过一天会再取，一直取不回来，由管理员打电话告诉自治区`] : []),
  ];
  if (noRecord > 0) parts.push(`${noRecord} 项变动说的考籍不在本机：考籍到了本机就取，不用办什么`);
  if (unfit > 0) parts.push(`${unfit} 份和本机的规定对不上，由管理员打电话问自治区，在本机重新办`);
  return `恢复以前送过自治区、没有取回来的：${parts.join('；')}。它们的文字和回执都在自治区，没有丢。`;
}

/** Reads about this desk at the region. */
export const deviceQueries = { 'device.status': status };

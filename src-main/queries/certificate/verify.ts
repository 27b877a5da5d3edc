import type { Output } from '#shared/contract/index.ts';
import { outcomeLabel } from '#shared/labels/foreign-result.ts';
import { maskName, maskNumber } from '#shared/lib/mask.ts';
import { ok } from '#shared/lib/result.ts';
import { readCertificateLine, tidyCertificateCode, tidyCertificateNumber } from '#shared/wire/certificate-text.ts';
import { type CertificateRow, certifiedFacts, contentOf, findCertificate } from '../../db/store/certificate.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { proveCertificate } from '../../security/certificate-signature.ts';

type Verdict = Output<'certificate.verify'>;

const nothing = { number: null, issuedOn: null, subjects: null, holder: null } as const;

/**
 * Proves a certificate by the line of its QR code, or by number and typed code, against what this desk issued. Everything
 * is compared with the proof made anew from the stored content: a changed digit anywhere is no proof.
 */
export const verifyCertificate: QueryHandler<'certificate.verify'> = ({ text, code }, { db }) => {
  const line = readCertificateLine(text);
  const number = line?.facts.number ?? tidyCertificateNumber(text);
  if (number === null)
    return ok({
      ...nothing,
      verdict: 'unreadable',
      sentence: '这不是成绩证明的二维码，也不是它的编号。扫纸上的二维码，或键入 KZ 开头的编号和核验码。',
    });
  const row = findCertificate(db, 'number', number);
  if (!row)
    return ok({
      ...nothing,
      verdict: 'notOfThisDesk',
      number,
      sentence:
        '本机的记录里没有这个编号。是别的登记台或别的旗县出具的，到那里核验，或请自治区核验；本机恢复过备份的，也可能是恢复以前出具的，由管理员查留存的材料。',
    });
  const { devicePrivateKey, deviceId } = readInstallation(db);
  const proof = proveCertificate(devicePrivateKey, certifiedFacts(row, deviceId));
  const holds =
    line !== null ? text.trim() === proof.line : tidyCertificateCode(code) === tidyCertificateCode(proof.code);
  if (!holds)
    return ok({
      ...nothing,
      verdict: 'wrong',
      number,
      sentence:
        line !== null
          ? '编号有，二维码对不上：这张纸上的内容不是本机出具的那一份。留下这张纸，向持有人问来历。'
          : '编号有，核验码对不上。对照纸上再键一遍；还是不对，就不是本机出具的那一份。',
    });
  return ok(told(row, number));
};

function told(row: CertificateRow, number: string): Verdict {
  const { issuedOn, subjects, fullName, documentNumber } = contentOf(row);
  const holder = { fullName: maskName(fullName), documentNumber: maskNumber(documentNumber) };
  const known = { number, issuedOn, subjects: subjects.length, holder };
  if (row.withdrawnAt !== null)
    return { ...known, verdict: 'withdrawn', sentence: '是本机出具的，后来撤销了：不再有效。需要的，重新申请出具。' };
  // the code can be real on a paper that was changed: what the paper must say is told, of the person as much as it takes to
  // compare who holds it (2.6)
  const list = subjects.map(({ label, outcome }) => `${label}${outcomeLabel(outcome)}`).join('、');
  return {
    ...known,
    verdict: 'genuine',
    sentence: `编号是本机出具的，有效。纸上应当是这 ${subjects.length} 科：${list}；姓名是${holder.fullName}，证件号码是 ${holder.documentNumber}。不一样的就是改过的纸。`,
  };
}

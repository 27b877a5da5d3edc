import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import { documentTypeLabel } from '#shared/labels/document.ts';
import { outcomeLabel } from '#shared/labels/foreign-result.ts';
import { instantInWords } from '#shared/lib/instant.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { outOfReach, reachCandidacy } from '../../db/store/candidacy-reach.ts';
import {
  type CertificateRow,
  certifiedFacts,
  contentOf,
  findCertificate,
  notePrint,
} from '../../db/store/certificate.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { LongHandler, QueryContext } from '../../platform/act.ts';
import { certificateHtml } from '../../print/certificate-of-results.ts';
import { dateInWords } from '../../print/paper-style.ts';
import { qrPicture } from '../../print/qr-picture.ts';
import { proveCertificate } from '../../security/certificate-signature.ts';

/**
 * Makes a certificate as a PDF where the person says; every copy is counted and logged with its purpose before it is
 * written: a crash may count one that never came out, never leave one that was not counted. The file name holds the
 * number, no personal data. Null = the person cancelled.
 */
export const printCertificate: LongHandler<'certificate.print'> = async (
  { certificateId, purpose },
  context,
  services,
) => {
  const reached = reachStanding(context, certificateId);
  if (!reached.ok) return reached;
  const path = await services.files.save('保存成绩证明（打印后盖章）', `成绩证明-${reached.value.number}.pdf`, ['pdf']);
  if (path === null) return ok(null);
  const noted = context.transact((own) => {
    // withdrawn while the file dialog stood open: nothing is written
    const again = reachStanding(own, certificateId);
    if (!again.ok) return again;
    const { db, actor, clock, record } = own;
    const copy = notePrint(db, { certificateId, by: actor.userId, at: clock.now(), purpose });
    record({
      kind: 'certificate.printed',
      subjectNoun: 'certificate',
      subjectId: certificateId,
      candidacyId: again.value.candidacyId,
      payload: { number: again.value.number, copy, purpose },
    });
    return ok({ row: again.value, copy });
  });
  if (!noted.ok) return noted;
  const { row, copy } = noted.value;
  const pdf = await services.pdf(await paperOf(context, row, { copy, purpose }), { landscape: false });
  try {
    await writeFile(path, pdf, { mode: 0o600 });
  } catch {
    return failed(
      invalid('', `成绩证明没有存上：那个位置不能写入，或空间不够。换一个文件夹或 U 盘再存；这一次已记作第 ${copy} 次`),
    );
  }
  return ok({ fileName: basename(path), copy });
};

function reachStanding({ db, actor }: QueryContext, certificateId: string): Result<CertificateRow, Fault> {
  const row = findCertificate(db, 'id', certificateId);
  if (!row) return failed(outOfReach);
  const reached = reachCandidacy(db, actor, row.candidacyId);
  if (!reached.ok) return reached;
  if (row.withdrawnAt !== null)
    return failed({
      kind: 'stale',
      message: `编号 ${row.number} 的成绩证明已撤销，不再打印。需要的，重新申请出具。`,
    });
  return ok(row);
}

async function paperOf(
  { db, clock }: QueryContext,
  row: CertificateRow,
  { copy, purpose }: { readonly copy: number; readonly purpose: string },
): Promise<string> {
  const { devicePrivateKey, deviceId } = readInstallation(db);
  const content = contentOf(row);
  const { line, code } = proveCertificate(devicePrivateKey, certifiedFacts(row, deviceId));
  return certificateHtml({
    number: row.number,
    fullName: content.fullName,
    particulars: [
      {
        label: documentTypeLabel(content.documentType as Parameters<typeof documentTypeLabel>[0]),
        value: content.documentNumber,
      },
      { label: '考籍号', value: content.candidacyNo ?? '未编号' },
      { label: '转出前学校', value: content.schoolName ?? '社会考生' },
    ],
    subjects: content.subjects.map((one) => ({ ...one, outcome: outcomeLabel(one.outcome) })),
    officeName: content.officeName,
    issuedOn: dateInWords(content.issuedOn),
    purpose,
    printed: `${instantInWords(clock.now())} 第 ${copy} 次打印`,
    code,
    qr: await qrPicture(line),
  });
}

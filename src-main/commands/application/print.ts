import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { invalid } from '#shared/contract/faults.ts';
import { instantInWords } from '#shared/lib/instant.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { clauseReference } from '#shared/regulation/clauses.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import type { ApplicationView } from '../../db/store/application.ts';
import { reachApplication } from '../../db/store/application-reach.ts';
import { applicationSheet } from '../../db/store/application-sheet.ts';
import { readInstallation } from '../../db/store/office.ts';
import { applicationsPrinted } from '../../db/store/print-count.ts';
import type { LongHandler, QueryContext } from '../../platform/act.ts';
import { applicationFormHtml } from '../../print/application-form.ts';

/**
 * Makes the sheet of an application as a PDF where the person says: to sign, and for the files. Numbers on it stand as on the
 * screen, masked. Each copy is counted and logged with its purpose before it is written (2.6); the file name holds no personal
 * data. Null = the person cancelled.
 */
export const printApplication: LongHandler<'application.print'> = async (
  { applicationId, purpose },
  context,
  services,
) => {
  const reached = reachApplication(context, applicationId);
  if (!reached.ok) return reached;
  const suggested = `办理单-${applicationId.slice(-8)}.pdf`;
  const path = await services.files.save('保存办理单（打印后签字）', suggested, ['pdf']);
  if (path === null) return ok(null);
  const noted = context.transact((own) => {
    // the reach may have ended while the file dialog stood open
    const again = reachApplication(own, applicationId);
    if (!again.ok) return again;
    const view = again.value;
    const copy = applicationsPrinted(own.db, applicationId) + 1;
    own.record({
      kind: 'application.printed',
      subjectNoun: 'application',
      subjectId: applicationId,
      candidacyId: view.candidacy.id,
      payload: { kind: view.kind, copy, purpose },
    });
    return ok({ view, copy });
  });
  if (!noted.ok) return noted;
  const { view, copy } = noted.value;
  const pdf = await services.pdf(paperOf(context, view, copy), { landscape: false });
  try {
    await writeFile(path, pdf, { mode: 0o600 });
  } catch {
    return failed(
      invalid('', `办理单没有存上：那个位置不能写入，或空间不够。换一个文件夹或 U 盘再存；这一次已记作第 ${copy} 次`),
    );
  }
  return ok({ fileName: basename(path), copy });
};

function paperOf(context: QueryContext, view: ApplicationView, copy: number): string {
  const { line, changes, particulars, evidence, timeline } = applicationSheet(context, view);
  const { label, clauses } = procedures[view.kind];
  return applicationFormHtml({
    kindLabel: label,
    applicationId: view.row.id,
    fullName: line.fullName,
    candidate: [
      { label: '学校', value: line.schoolName ?? '社会考生' },
      { label: '班级', value: line.className ?? '没有班级' },
    ],
    asked: [
      ...changes.map(({ label: field, from, to }) => ({ label: field, value: `${from} → ${to}` })),
      ...particulars,
    ],
    evidence: evidence.map((one) => ({ label: one.kindLabel, pages: one.pages.length })),
    steps: timeline.map(({ at, who, what, reason }) => ({ at: instantInWords(at), who, what, reason })),
    place: line.place,
    basis: clauses.map((clause) => clauseReference(clause).shownAs).join('、'),
    officeName: readInstallation(context.db).officeName,
    printed: `${instantInWords(context.clock.now())} 第 ${copy} 次打印`,
  });
}

import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Input } from '#shared/contract/index.ts';
import { tableLabel } from '#shared/domain/code-table.ts';
import { examSubjectLabel } from '#shared/labels/exam-subject.ts';
import { instantInWords } from '#shared/lib/instant.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { accountById } from '../../db/store/account.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { capturesOf, currentCapture, readPhoto } from '../../db/store/capture.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { currentEntry, slipsPrinted } from '../../db/store/exam-entry.ts';
import { entryCase, judgeEntry } from '../../db/store/exam-entry-judgement.ts';
import { addSlipAct } from '../../db/store/exam-entry-slip.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { LongHandler, QueryContext } from '../../platform/act.ts';
import { type ExamEntrySlip, examEntrySlipsHtml } from '../../print/exam-entry-slip.ts';
import { dateInWords } from '../../print/paper-style.ts';

type Gathered = {
  readonly candidacyId: string;
  readonly entryId: string;
  readonly version: number;
  readonly slip: ExamEntrySlip;
};

/**
 * Makes the slips to sign as one PDF, a page each, where the person says. Recorded per candidate with the version that was
 * printed; the file name holds no personal data. Null = the person cancelled.
 */
export const printSlip: LongHandler<'examEntry.printSlip'> = async (input, context, services) => {
  const asked = gatherSlips(context, input);
  if (!asked.ok) return asked;
  const [only] = asked.value;
  const suggested = asked.value.length === 1 ? only?.candidacyId.slice(-8) : `${asked.value.length}份`;
  const path = await services.files.save('保存选课报名表（打印后由学生签字）', `选课报名表-${suggested}.pdf`, ['pdf']);
  if (path === null) return ok(null);
  // somebody may have entered anew while the file dialog stood open: what counts now is printed
  const gathered = gatherSlips(context, input);
  if (!gathered.ok) return gathered;
  const slips = gathered.value;
  const pdf = await services.pdf(examEntrySlipsHtml(slips.map(({ slip }) => slip)), { landscape: false });
  try {
    await writeFile(path, pdf, { mode: 0o600 });
  } catch {
    return failed(invalid('', '选课报名表没有存上：那个位置不能写入，或空间不够。换一个文件夹或 U 盘再存'));
  }
  return context.transact(({ db, actor, clock, ids, record }) => {
    for (const { candidacyId, entryId, version } of slips) {
      addSlipAct(db, { id: ids.uuid(), entryId, act: 'printed', byUser: actor.userId, at: clock.now() });
      record({
        kind: 'examEntrySlip.printed',
        subjectNoun: 'candidacy',
        subjectId: candidacyId,
        payload: { sitting: input.sitting, version },
      });
    }
    return ok({ fileName: basename(path), slips: slips.length });
  });
};

function gatherSlips(
  context: QueryContext,
  { candidacyIds, sitting }: Input<'examEntry.printSlip'>,
): Result<readonly Gathered[], Fault> {
  const slips: Gathered[] = [];
  for (const candidacyId of candidacyIds) {
    const gathered = gatherSlip(context, candidacyId, sitting);
    if (!gathered.ok) return gathered;
    slips.push(gathered.value);
  }
  return ok(slips);
}

function gatherSlip(context: QueryContext, candidacyId: string, sitting: string): Result<Gathered, Fault> {
  const { db, actor, clock } = context;
  const reached = reachCandidacy(db, actor, candidacyId);
  if (!reached.ok) return reached;
  const row = reached.value;
  const entry = currentEntry(db, row.id, sitting);
  const found = entryCase(context, row, sitting);
  if (!found || entry?.state !== 'entered')
    return failed(invalid('', `${row.fullName}在这个考次还没有报名，没有可打印的报名表。先选课`));
  const office = readInstallation(db);
  const data = candidateDataOf(db, row);
  const capture = currentCapture(capturesOf(db, row.id));
  const judged = judgeEntry(found, entry).result;
  const slip: ExamEntrySlip = {
    officeName: office.officeName,
    deskName: office.deskName,
    sittingLabel: found.sitting.label,
    startsOn: dateInWords(found.sitting.startsOn),
    fullName: row.fullName,
    candidacyNo: row.candidacyNo ?? '待自治区确认',
    schoolName: data.schoolName ?? '社会考生',
    className: data.className ?? '无',
    subjects: entry.subjects.map(examSubjectLabel),
    foreignLanguage:
      entry.foreignLanguage === null ? null : tableLabel(codeTables(db).foreignLanguage, entry.foreignLanguage),
    marks: (judged.ok ? judged.value.flags : judged.fault.findings).map((finding) => finding.sentence),
    photo: capture ? readPhoto(db, capture.derivedSha256) : null,
    enteredBy: accountById(db, entry.enteredBy)?.displayName ?? '',
    enteredAt: instantInWords(entry.enteredAt),
    printedAt: `${instantInWords(clock.now())} 第 ${slipsPrinted(db, row.id, sitting) + 1} 次打印`,
  };
  return ok({ candidacyId: row.id, entryId: entry.id, version: entry.version, slip });
}

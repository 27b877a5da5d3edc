import { invalid } from '#shared/contract/faults.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { tableLabel } from '#shared/domain/code-table.ts';
import { inSubjectOrder } from '#shared/labels/exam-subject.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { accountById } from '../../db/store/account.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { capturesOf, currentCapture } from '../../db/store/capture.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { currentEntry, type ExamEntry, slipsPrinted } from '../../db/store/exam-entry.ts';
import {
  entryCase,
  entryLanguages,
  judgeEntry,
  judgeWithdrawal,
  keptLanguage,
  mostSubjects,
  subjectOffers,
} from '../../db/store/exam-entry-judgement.ts';
import { signedSlip, slipStates } from '../../db/store/exam-entry-slip.ts';
import { shownResults } from '../../db/store/result-source.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';

/** What one candidate may choose for a sitting, and what the rules say of the choice on the screen. */
export const offerEntry: QueryHandler<'examEntry.offer'> = (input, context) => {
  const { db, actor } = context;
  const reached = reachCandidacy(db, actor, input.candidacyId);
  if (!reached.ok) return reached;
  const row = reached.value;
  const found = entryCase(context, row, input.sitting);
  if (!found) return failed(invalid('sitting', '日程里没有这个考次。回到选课页，重新选考次'));
  const current = currentEntry(db, row.id, input.sitting);
  const kept = current?.state === 'entered' ? current : null;
  const chosen = inSubjectOrder(input.subjects ?? kept?.subjects ?? []);
  const asked = input.subjects === null && kept ? kept.foreignLanguage : input.foreignLanguage;
  const foreignLanguage = keptLanguage(chosen, asked ?? row.foreignLanguage);
  const entering = judgeEntry(found, { subjects: chosen, foreignLanguage });
  const withdrawing = judgeWithdrawal(found);
  const { schoolName, className } = candidateDataOf(db, row);
  const { sitting, label, startsOn } = found.sitting;
  const known = shownResults(db, row.id);
  const tables = codeTables(db);
  return ok({
    candidacyId: row.id,
    fullName: row.fullName,
    schoolName,
    className,
    seatNo: row.seatNo,
    status: row.status as CandidacyStatus,
    isPrivate: row.entryCategory === 'private',
    captureId: currentCapture(capturesOf(db, row.id))?.id ?? null,
    registeredLanguage: row.foreignLanguage,
    sitting: { sitting, label, startsOn },
    entry: current && entryView(context, current),
    version: current?.version ?? 0,
    subjects: subjectOffers(found).map((one) => ({
      ...one,
      results: known.filter(({ subject }) => subject === one.code),
    })),
    languages: entryLanguages(found).map((code) => ({ code, label: tableLabel(tables.foreignLanguage, code) })),
    chosen,
    foreignLanguage,
    most: mostSubjects(found),
    perform: actOf('examEntry.perform', entering.result),
    flags: entering.result.ok ? [...entering.result.value.flags] : [],
    withdraw: actOf('examEntry.withdraw', withdrawing.result),
    slipsPrinted: slipsPrinted(db, row.id, input.sitting),
    slip: slipView(context, current),
  });
};

function entryView({ db }: QueryContext, entry: ExamEntry) {
  const { version, state, subjects, foreignLanguage, reason, enteredAt } = entry;
  const enteredBy = accountById(db, entry.enteredBy)?.displayName ?? '';
  return { version, state, subjects: [...subjects], foreignLanguage, reason, enteredAt, enteredBy };
}

function slipView({ db }: QueryContext, entry: ExamEntry | null) {
  const state = entry ? (slipStates(db, [entry.id]).get(entry.id) ?? 'none') : 'none';
  const signed = entry && signedSlip(db, entry.id);
  const signedBy = signed ? (accountById(db, signed.byUser)?.displayName ?? '') : null;
  return { state, signedBy, signedAt: signed?.at ?? null };
}

function actOf(act: string, result: ReturnType<typeof judgeEntry>['result']) {
  return { act, open: result.ok, why: result.ok ? [] : [...result.fault.findings] };
}

import { type Fault, invalid } from '#shared/contract/faults.ts';
import { examEntryActLabel } from '#shared/labels/exam-entry-act.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { actOnMany } from '../../db/store/decision-many.ts';
import { currentEntry } from '../../db/store/exam-entry.ts';
import { addSlipAct, slipStates } from '../../db/store/exam-entry-slip.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/** Signed slips came back, or a mark is undone: one line per candidate. A slip belongs to the version it was printed for. */
export const markSlips: CommandHandler<'examEntry.markSlips'> = {
  act: ({ sitting, signed, items }, _prepared, context) =>
    actOnMany(examEntryActLabel('examEntry.markSlips'), context, items, (inner, row, { version }) =>
      markSlip(inner, row, { sitting, version, signed }),
    ),
  changes: ['examEntry'],
};

type Mark = { readonly sitting: string; readonly version: number; readonly signed: boolean };

function markSlip(
  { db, actor, clock, ids, record }: CommandContext,
  row: CandidacyRow,
  { sitting, version, signed }: Mark,
): Result<null, Fault> {
  const entry = currentEntry(db, row.id, sitting);
  if (entry?.state !== 'entered') return failed(invalid('', '在这个考次没有报名，没有要签字的报名表'));
  // the paper in hand was printed for another choice
  if (entry.version !== version) return failed(staleFault(db, row.id));
  const state = slipStates(db, [entry.id]).get(entry.id);
  if (signed === (state === 'signed')) return ok(null);
  if (state === 'none') return failed(invalid('', '现在的选科还没有打印过报名表，签的是旧的。打印后由学生重新签字'));
  addSlipAct(db, {
    id: ids.uuid(),
    entryId: entry.id,
    act: signed ? 'signed' : 'undone',
    byUser: actor.userId,
    at: clock.now(),
  });
  record({
    kind: signed ? 'examEntrySlip.signed' : 'examEntrySlip.markUndone',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { sitting, version },
  });
  return ok(null);
}

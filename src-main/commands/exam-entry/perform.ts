import { type Fault, invalid } from '#shared/contract/faults.ts';
import { type EntryChoice, isSameChoice } from '#shared/domain/exam-entry.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { inSubjectOrder } from '#shared/labels/exam-subject.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { addEntry, currentEntry } from '../../db/store/exam-entry.ts';
import { entryCase, judgeEntry, keptLanguage } from '../../db/store/exam-entry-judgement.ts';
import { toldEntry } from '../../db/store/exam-entry-told.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/** No sitting of this name in the calendar: a form that is older than the calendar. */
export const unknownSitting: Fault = invalid('sitting', '日程里没有这个考次。回到选课页，重新选考次');

/** A candidate's choice of subjects for a sitting; the version before it stays. Sent twice, it is one entry. */
export const performEntry: CommandHandler<'examEntry.perform'> = {
  act(input, _prepared, context) {
    const reached = reachCandidacy(context.db, context.actor, input.candidacyId);
    return reached.ok ? enter(context, reached.value, input.version, input.sitting, input) : reached;
  },
  changes: ['examEntry', 'outbox'],
};

type Entered = { readonly version: number; readonly flags: Finding[] };

/** Judges and stores one choice. `version` is the entry that the person has seen, 0 = none. */
export function enter(
  context: CommandContext,
  row: CandidacyRow,
  version: number,
  sitting: string,
  wanted: EntryChoice,
): Result<Entered, Fault> {
  const { db, actor, clock, ids } = context;
  const subjects = inSubjectOrder(wanted.subjects);
  const choice = { subjects, foreignLanguage: keptLanguage(subjects, wanted.foreignLanguage) };
  const found = entryCase(context, row, sitting);
  if (!found) return failed(unknownSitting);
  const { findings, result } = judgeEntry(found, choice);
  const current = currentEntry(db, row.id, sitting);
  // the same key pressed twice, or a choice that has not changed
  if (current?.state === 'entered' && isSameChoice(current, choice) && current.version - version <= 1) {
    return result.ok ? ok({ version: current.version, flags: [...result.value.flags] }) : result;
  }
  if ((current?.version ?? 0) !== version) return failed(staleFault(db, row.id));
  if (!result.ok) return result;
  const entry = {
    ...choice,
    id: ids.uuid(),
    candidacyId: row.id,
    sitting,
    state: 'entered' as const,
    reason: null,
    enteredBy: actor.userId,
    enteredAt: clock.now(),
  };
  const added = addEntry(db, { ...entry, after: version });
  context.record({
    kind: 'examEntry.entered',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { sitting, version: added.version, ...choice, before: current?.subjects ?? null },
    findings,
    change: toldEntry(context, row, { ...entry, version: added.version }),
  });
  return ok({ version: added.version, flags: [...result.value.flags] });
}

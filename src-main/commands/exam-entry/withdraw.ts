import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { addEntry, currentEntry } from '../../db/store/exam-entry.ts';
import { entryCase, judgeWithdrawal } from '../../db/store/exam-entry-judgement.ts';
import { toldEntry } from '../../db/store/exam-entry-told.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { unknownSitting } from './perform.ts';

/** Takes an entry back with a reason; what was entered stays on record. */
export const withdrawEntry: CommandHandler<'examEntry.withdraw'> = {
  act({ candidacyId, version, sitting, reason }, _prepared, context) {
    const { db, actor, clock, ids } = context;
    const reached = reachCandidacy(db, actor, candidacyId);
    if (!reached.ok) return reached;
    const row = reached.value;
    const current = currentEntry(db, row.id, sitting);
    if (!current) return failed(invalid('', `${row.fullName}在这个考次没有报名，不用撤回`));
    if (current.state === 'withdrawn' && current.reason === reason && current.version - version <= 1)
      return ok({ version: current.version });
    if (current.version !== version) return failed(staleFault(db, row.id));
    if (current.state === 'withdrawn') return failed(invalid('', '报名已经撤回，不用再撤'));
    const found = entryCase(context, row, sitting);
    if (!found) return failed(unknownSitting);
    const { findings, result } = judgeWithdrawal(found);
    if (!result.ok) return result;
    const { subjects, foreignLanguage } = current;
    const entry = {
      id: ids.uuid(),
      candidacyId: row.id,
      sitting,
      state: 'withdrawn' as const,
      subjects,
      foreignLanguage,
      reason,
      enteredBy: actor.userId,
      enteredAt: clock.now(),
    };
    const added = addEntry(db, { ...entry, after: version });
    context.record({
      kind: 'examEntry.withdrawn',
      subjectNoun: 'candidacy',
      subjectId: row.id,
      payload: { sitting, version: added.version, subjects, reason },
      findings,
      change: toldEntry(context, row, { ...entry, version: added.version }),
    });
    return ok(added);
  },
  changes: ['examEntry', 'outbox'],
};

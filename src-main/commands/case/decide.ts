import type { Fault } from '../../../shared/contract/faults.ts';
import { invalid } from '../../../shared/contract/faults.ts';
import { decideJoin, isAtTheDesk } from '../../../shared/domain/candidacy-acts.ts';
import type { CandidacyStatus } from '../../../shared/domain/candidacy-status.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { type CandidacyRow, findCandidacy, saveCandidacy } from '../../db/store/candidacy.ts';
import { capturesOf } from '../../db/store/capture.ts';
import { findCase } from '../../db/store/case-file.ts';
import { isConflict } from '../../db/store/case-file-conflict.ts';
import { closeCase, subjectsOf } from '../../db/store/case-file-decision.ts';
import { subjectOf } from '../../db/store/decision.ts';
import { keepFormerNumbers } from '../../db/store/number-history.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/**
 * A person's answer to a case. A conflict with the region was looked into: the case closes with what was found. Two people: the case closes, nothing else changes. The same: the records that
 * are least far along join the one that is furthest; they stay, with all their captures and numbers, and can be found.
 * Their numbers also go into the history of the one that is kept.
 */
export const decideCase: CommandHandler<'case.decide'> = {
  act({ caseId, decision, reason }, _prepared, context) {
    const { db, actor, clock, record } = context;
    const found = findCase(db, caseId);
    if (!found) return failed(invalid('caseId', '业务件：这里没有这一件。回到列表再打开'));
    if (found.state === 'closed') {
      return failed({ kind: 'stale', message: '这一件已有人决定。看过结果，不用再办。' });
    }
    const asksToLook = isConflict(found.kind);
    if (asksToLook !== (decision === 'lookedInto'))
      return failed(invalid('decision', asksToLook ? '这一件要写核对的结果' : '这一件要定是不是同一人'));
    const joined = decision === 'same' ? joinSubjects(context, caseId, reason) : ok<readonly string[]>([]);
    if (!joined.ok) return joined;
    closeCase(db, { caseId, decision, reason, by: actor.userId, at: clock.now() });
    if (asksToLook) {
      record({ kind: 'case.conflictNoted', subjectNoun: 'caseFile', subjectId: caseId, payload: { reason } });
      return ok({});
    }
    record({
      kind: 'case.decided',
      subjectNoun: 'caseFile',
      subjectId: caseId,
      payload: { decision, reason, joined: joined.value },
    });
    return ok({});
  },
  changes: ['caseFile', 'candidacy'],
};

/** Order of progress: who is furthest along keeps the number and the record; the last three are still at the desk. */
const progress: readonly CandidacyStatus[] = [
  'inEffect',
  'received',
  'released',
  'reviewed',
  'completed',
  'refusedByRegion',
  'awaitingCapture',
  'preRegistered',
  'returned',
];

function joinSubjects(context: CommandContext, caseId: string, reason: string): Result<readonly string[], Fault> {
  const { db, clock, ids, record } = context;
  const living = subjectsOf(db, caseId)
    .map((id) => findCandidacy(db, id))
    .filter((row) => row !== null)
    .filter((row) => progress.includes(row.status as CandidacyStatus));
  const [kept, ...others] = living.sort(
    (a, b) =>
      deskWorkOf(db, a) - deskWorkOf(db, b) || progressOf(a) - progressOf(b) || (a.createdAt < b.createdAt ? -1 : 1),
  );
  if (!kept) return ok([]);
  const joining = others.map((row) => ({ row, ...decideJoin(subjectOf(row, row.regulationEdition)) }));
  if (joining.some(({ result }) => !result.ok)) {
    const message = `${kept.fullName}的两份都已登记完成，本机不合并：选“不是同一人”会留下两份，放行后由自治区核定是不是同一人。`;
    return failed(invalid('decision', message));
  }
  for (const { row, result } of joining) {
    if (!result.ok) continue;
    saveCandidacy(db, row, { status: result.value.next }, clock.now());
    keepFormerNumbers(db, { fromId: row.id, toId: kept.id, newId: () => ids.uuid(), at: clock.now() });
    record({
      kind: 'candidacy.joined',
      subjectNoun: 'candidacy',
      subjectId: row.id,
      payload: { caseId, canonicalCandidacyId: kept.id, reason },
    });
  }
  return ok(others.map((row) => row.id));
}

function progressOf(row: CandidacyRow): number {
  return progress.indexOf(row.status as CandidacyStatus);
}

/**
 * 0 = completed here, 1 = a held completion, 2 = a shot, 3 = nothing of the desk yet. It comes before the status: whom the
 * teacher approved without a visit joins the one who was here, or the pupil would have to come again.
 */
function deskWorkOf(db: CommandContext['db'], row: CandidacyRow): number {
  if (!isAtTheDesk(row.status as CandidacyStatus)) return 0;
  if (row.heldCompletion !== null) return 1;
  return capturesOf(db, row.id).length > 0 ? 2 : 3;
}

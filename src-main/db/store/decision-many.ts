import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { CommandContext } from '../../platform/act.ts';
import type { CandidacyRow } from './candidacy.ts';
import { outOfReach, reachCandidacy } from './candidacy-reach.ts';
import { inSavepoint } from './candidacy-savepoint.ts';
import { faultSentence } from './decision.ts';

export type VersionedItem = { readonly candidacyId: string; readonly version: number };
type ManyResult = Output<'review.approve'>;

/** `actInWords` completes 不能…. Runs `one` on each record in a savepoint of its own: one result line each, one bad record never holds up the rest. */
export function actOnMany(
  actInWords: string,
  context: CommandContext,
  items: readonly VersionedItem[],
  one: (context: CommandContext, row: CandidacyRow, item: VersionedItem) => Result<null, Fault>,
): Result<ManyResult, Fault> {
  const result: ManyResult = { done: [], failed: [] };
  for (const item of items) {
    const reached = reachCandidacy(context.db, context.actor, item.candidacyId);
    const outcome = reached.ok ? inSavepoint(context.db, () => one(context, reached.value, item)) : reached;
    if (outcome.ok) result.done.push(item.candidacyId);
    else {
      const fullName = reached.ok ? reached.value.fullName : '';
      result.failed.push({
        candidacyId: item.candidacyId,
        fullName,
        sentence: faultSentence(actInWords, outcome.fault),
      });
    }
  }
  const noneReached = result.failed.length === items.length && result.failed.every((line) => line.fullName === '');
  return noneReached ? failed(outOfReach) : ok(result);
}

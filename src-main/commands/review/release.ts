import type { Fault } from '#shared/contract/faults.ts';
import { candidacyActLabel } from '#shared/labels/candidacy-act.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type CandidacyRow, saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { judgeAct } from '../../db/store/decision.ts';
import { actOnMany, type VersionedItem } from '../../db/store/decision-many.ts';
import { releaseMessage } from '../../db/store/release-message.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/**
 * Releases reviewed records: the only way out of the house. Never by who captured or entered (four eyes, also a trigger of
 * the database). Event and message for the region are written in the same transaction. One result line each.
 */
export const performRelease: CommandHandler<'release.perform'> = {
  act: ({ items }, _prepared, context) => actOnMany(candidacyActLabel('release.perform'), context, items, releaseOne),
  changes: ['candidacy', 'outbox'],
};

function releaseOne(context: CommandContext, row: CandidacyRow, item: VersionedItem): Result<null, Fault> {
  const { db, actor, clock } = context;
  // the same key pressed twice: the message is in the outbox already
  if (row.status === 'released' && row.releasedBy === actor.userId) return ok(null);
  if (row.version !== item.version) return failed(staleFault(db, row.id));
  const { findings, result } = judgeAct('release.perform', context, row);
  if (!result.ok) return result;
  const at = clock.now();
  const saved = saveCandidacy(db, row, { status: result.value.next, releasedBy: actor.userId }, at);
  const message = releaseMessage(context, saved, findings, {
    by: { id: actor.userId, displayName: actor.displayName },
    at,
  });
  context.record({
    kind: 'candidacy.released',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { revision: row.revision, messageId: message.messageId },
    findings,
    message,
  });
  return ok(null);
}

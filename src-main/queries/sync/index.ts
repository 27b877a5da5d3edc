import type { Output } from '../../../shared/contract/index.ts';
import { listLimit } from '../../../shared/domain/list-limit.ts';
import { batchName } from '../../../shared/labels/batch.ts';
import { ok } from '../../../shared/lib/result.ts';
import { incompleteBatches } from '../../db/store/batch-standing.ts';
import {
  changesOf as changesOfRecord,
  countChanges,
  listChanges,
  stuckChanges,
} from '../../db/store/change-message.ts';
import { mayHaveLost, mayHaveLostChanges } from '../../db/store/incarnation.ts';
import { readSetting } from '../../db/store/office.ts';
import { countMessages, listMessages } from '../../db/store/outbox.ts';
import { outboxGaps } from '../../db/store/outbox-gaps.ts';
import { listStuck, type StuckRow } from '../../db/store/outbox-stuck.ts';
import { lastParcelAt } from '../../db/store/parcel-keys.ts';
import { readRegionClock } from '../../db/store/region-clock.ts';
import { collectsRequests, regionTakesChanges, syncCap } from '../../db/store/sync-line.ts';
import { syncPausedAt } from '../../db/store/sync-pause.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';
import type { PullRunner, PushProgress, SyncRunner } from '../../platform/ports.ts';
import { changeLine, stuckChangeLine } from './change-lines.ts';
import { gapSentence } from './gap-sentence.ts';
import { statusSentence } from './status-sentence.ts';

/** Reads about push and pull. The runners tell what is under way; the numbers are the database's. */
export function syncQueries(runner: SyncRunner, puller: PullRunner) {
  const status: QueryHandler<'sync.status'> = (_input, { db, clock }) => {
    const counts = countMessages(db);
    const changes = changesOf(db);
    const receiverUrl = readSetting(db, 'receiverUrl');
    const { running, nextTryAt, trouble, progress } = runner.state();
    // proven by a signed hello; it outlives a restart and a day without a link
    const clockDifferenceMs = runner.state().clockDifferenceMs ?? readRegionClock(db).lastProvenOffsetMs;
    const secondsLeft = progress?.secondsLeft ?? null;
    const bytesPerSecond = progress?.bytesPerSecond ?? null;
    const pausedAt = syncPausedAt(db);
    const gaps = outboxGaps(db, 5);
    return ok({
      receiverUrl,
      ...counts,
      running,
      pausedAt,
      lastContactAt: readSetting(db, 'syncLastContactAt'),
      nextTryAt,
      capKbps: syncCap(db),
      progress: progress && progressOf(progress),
      collects: receiverUrl !== null && collectsRequests(db, receiverUrl, clock.now()),
      gaps: gapSentence(gaps),
      owesBatches: incompleteBatches(db, 1).length > 0,
      hasGap: gaps.missingCount > 0 || gaps.disputedUntil !== null,
      mayHaveLost: mayHaveLost(db) || mayHaveLostChanges(db),
      parcelAt: lastParcelAt(db),
      changes,
      sentence: statusSentence({
        receiverUrl,
        ...counts,
        changes,
        running,
        pausedAt,
        bytesPerSecond,
        secondsLeft,
        clockDifferenceMs,
      }),
      trouble,
      pull: { ...puller.state(), lastAt: readSetting(db, 'pullLastAt') },
    });
  };
  const outbox: QueryHandler<'sync.outbox'> = ({ state }, { db }) => ok(listMessages(db, state, listLimit));
  const stuck: QueryHandler<'sync.stuck'> = (_input, { db }) =>
    ok([...listStuck(db, listLimit).map(stuckLine), ...stuckChanges(db, listLimit).map(stuckChangeLine)]);
  const changes: QueryHandler<'sync.changes'> = ({ candidacyId }, { db }) =>
    ok(
      (candidacyId === null ? listChanges(db, listLimit) : changesOfRecord(db, candidacyId, listLimit)).map(changeLine),
    );
  return { 'sync.status': status, 'sync.outbox': outbox, 'sync.stuck': stuck, 'sync.changes': changes };
}

function changesOf(db: QueryContext['db']): Output<'sync.status'>['changes'] {
  const { waiting, ready, acknowledged, refused } = countChanges(db);
  return { waiting, held: waiting - ready, acknowledged, refused, taken: regionTakesChanges(db) };
}

function progressOf({ total, text, photos, photosTotal, complete, bytesPerSecond, secondsLeft }: PushProgress) {
  return { total, text, photos, photosTotal, complete, bytesPerSecond, secondsLeft };
}

function stuckLine(row: StuckRow): Output<'sync.stuck'>[number] {
  const { messageId, candidacyId, fullName, className, state, since, day, dayNo } = row;
  const isRefused = state === 'refused';
  return {
    messageId,
    candidacyId,
    fullName,
    what: '考籍记录',
    className,
    batch: day === null || dayNo === null ? null : batchName(day, dayNo),
    state,
    since,
    reason: row.reason ?? '没有写原因',
    owner: isRefused ? `采集员${row.capturedBy ?? ''}` : '本机管理员',
    next: isRefused ? '审核员退给登记员重办，办好后随下一批放行' : '原因除掉后按“现在送出”；其余照常送',
  };
}

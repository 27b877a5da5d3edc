import { listLimit } from '../../../shared/domain/list-limit.ts';
import { ok } from '../../../shared/lib/result.ts';
import { readSetting } from '../../db/store/office.ts';
import { countMessages, listMessages } from '../../db/store/outbox.ts';
import { syncPausedAt } from '../../db/store/sync-pause.ts';
import type { QueryHandler } from '../../platform/act.ts';
import type { PullRunner, SyncRunner } from '../../platform/ports.ts';
import { statusSentence } from './status-sentence.ts';

/** Reads about push and pull. The runners tell what is under way; the numbers are the database's. */
export function syncQueries(runner: SyncRunner, puller: PullRunner) {
  const status: QueryHandler<'sync.status'> = (_input, { db }) => {
    const counts = countMessages(db);
    const receiverUrl = readSetting(db, 'receiverUrl');
    const { running, nextTryAt, trouble, clockDifferenceMs, progress } = runner.state();
    const secondsLeft = progress?.secondsLeft ?? null;
    const bytesPerSecond = progress?.bytesPerSecond ?? null;
    const pausedAt = syncPausedAt(db);
    return ok({
      receiverUrl,
      ...counts,
      running,
      pausedAt,
      lastContactAt: readSetting(db, 'syncLastContactAt'),
      nextTryAt,
      sentence: statusSentence({
        receiverUrl,
        ...counts,
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
  return { 'sync.status': status, 'sync.outbox': outbox };
}

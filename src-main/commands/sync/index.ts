import { ok } from '../../../shared/lib/result.ts';
import { readInstallation } from '../../db/store/office.ts';
import { saveSyncPause, syncPausedAt } from '../../db/store/sync-pause.ts';
import type { CommandHandler, LongContext, LongHandler } from '../../platform/act.ts';
import type { PullRunner, SyncRunner } from '../../platform/ports.ts';
import { setCap } from './set-cap.ts';
import { setReceiver } from './set-receiver.ts';

/** Settings of the push, and the pause of push and pull: it lasts, over a restart too, until somebody sends. */
export function syncCommands(runner: SyncRunner, puller: PullRunner) {
  const stop: CommandHandler<'sync.stop'> = {
    act(_input, _prepared, { db, actor, clock, record }) {
      runner.stop();
      puller.stop();
      if (syncPausedAt(db) === null) {
        saveSyncPause(db, clock.now(), clock.now(), actor.userId);
        record({
          kind: 'sync.paused',
          subjectNoun: 'installation',
          subjectId: readInstallation(db).deviceId,
          payload: {},
        });
      }
      return ok({});
    },
    changes: ['sync'],
  };
  return { 'sync.setReceiver': setReceiver, 'sync.setCap': setCap, 'sync.stop': stop };
}

/** Push and pull themselves: they wait for the network and make their own short transactions. */
export function syncLongCalls(runner: SyncRunner, puller: PullRunner) {
  const pushNow: LongHandler<'sync.pushNow'> = async (_input, context) => {
    goOn(context);
    return ok(await runner.push());
  };
  const pullNow: LongHandler<'sync.pullNow'> = async () => ok(await puller.pull());
  return { 'sync.pushNow': pushNow, 'sync.pullNow': pullNow };
}

/** Whoever sends by hand ends the pause. */
function goOn({ db, transact }: LongContext): void {
  if (syncPausedAt(db) === null) return;
  transact((step) => {
    saveSyncPause(step.db, null, step.clock.now(), step.actor.userId);
    const { deviceId } = readInstallation(step.db);
    step.record({ kind: 'sync.resumed', subjectNoun: 'installation', subjectId: deviceId, payload: {} });
    return ok(null);
  });
}

import { ok } from '../../../shared/lib/result.ts';
import type { CommandHandler, LongHandler } from '../../platform/act.ts';
import type { PullRunner, SyncRunner } from '../../platform/ports.ts';
import { setReceiver } from './set-receiver.ts';

/** Settings of the push, and the stop of push and pull. */
export function syncCommands(runner: SyncRunner, puller: PullRunner) {
  const stop: CommandHandler<'sync.stop'> = {
    act() {
      runner.stop();
      puller.stop();
      return ok({});
    },
    changes: ['sync'],
  };
  return { 'sync.setReceiver': setReceiver, 'sync.stop': stop };
}

/** Push and pull themselves: they wait for the network and make their own short transactions. */
export function syncLongCalls(runner: SyncRunner, puller: PullRunner) {
  const pushNow: LongHandler<'sync.pushNow'> = async () => ok(await runner.push());
  const pullNow: LongHandler<'sync.pullNow'> = async () => ok(await puller.pull());
  return { 'sync.pushNow': pushNow, 'sync.pullNow': pullNow };
}

import { ok } from '../../../shared/lib/result.ts';
import type { CommandHandler, LongHandler } from '../../platform/act.ts';
import type { SyncRunner } from '../../platform/ports.ts';
import { setReceiver } from './set-receiver.ts';

/** Settings of the push and its stop. */
export function syncCommands(runner: SyncRunner) {
  const stop: CommandHandler<'sync.stop'> = {
    act() {
      runner.stop();
      return ok({});
    },
    changes: ['sync'],
  };
  return { 'sync.setReceiver': setReceiver, 'sync.stop': stop };
}

/** The push itself: it waits for the network and makes its own short transactions. */
export function syncLongCalls(runner: SyncRunner) {
  const pushNow: LongHandler<'sync.pushNow'> = async () => ok(await runner.push());
  return { 'sync.pushNow': pushNow };
}

import { writeSetting } from '../../src-main/db/store/office.ts';
import type { SyncRunner } from '../../src-main/platform/ports.ts';
import { deskForSync } from '../../src-main/sync/desk-for-sync.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { openHttpStream } from '../../src-main/sync/http-stream.ts';
import type { PushDesk } from '../../src-main/sync/push.ts';
import { createSyncRunner } from '../../src-main/sync/runner.ts';
import type { TestDesk } from '../make-desk.ts';

export type RunnerChoice = {
  readonly idleMs?: number;
  readonly call?: HttpCall;
  readonly automatic?: boolean;
  /** 1 = the desk does not stream, whatever the receiver offers */
  readonly speaks?: 1 | 2;
  readonly heartbeatMs?: number;
  /** the process ends between the receiver's answer and the desk's commit */
  readonly diesWhileRecording?: boolean;
  /** the process ends inside the transaction behind so many */
  readonly diesAfterTransactions?: number;
};

/** The desk's own push over real sockets, pointed at `url`. Pushes only when told to, unless `automatic`. */
export function makeRunner(desk: TestDesk, url: string | null, choice: RunnerChoice = {}): SyncRunner {
  const { clock } = desk;
  writeSetting(desk.db(), 'receiverUrl', url, clock.now(), null);
  const { ids, appVersion } = desk.desk.gate.options;
  return createSyncRunner({
    desk() {
      const open = deskForSync({ db: desk.db(), clock, ids, appVersion });
      const after = choice.diesAfterTransactions ?? (choice.diesWhileRecording ? contactTransactions : null);
      return after === null ? open : dyingDesk(open, after);
    },
    call: choice.call ?? createHttpCall(choice.idleMs ?? 8000).call,
    openStream: choice.speaks === 1 ? null : openHttpStream,
    ...(choice.idleMs === undefined ? {} : { streamIdleMs: choice.idleMs }),
    emit: (event) => desk.events.push(event),
    automatic: choice.automatic ?? false,
    settleMs: 20,
    ...(choice.heartbeatMs === undefined ? {} : { heartbeatMs: choice.heartbeatMs }),
  });
}

/** What the region said of the desk, and the contact itself: the next one is the receipt's. */
const contactTransactions = 2;

/** `after` transactions go through, the next one throws before its commit. */
function dyingDesk(open: PushDesk, after: number): PushDesk {
  let transactions = 0;
  return {
    ...open,
    transact(step) {
      transactions += 1;
      return open.transact((context) => {
        const result = step(context);
        if (transactions > after) throw new Error('power cut');
        return result;
      });
    },
  };
}

/** Every row of these tables, to compare before and after. */
export function tableRows(desk: TestDesk, tables: readonly string[]): Record<string, unknown[]> {
  return Object.fromEntries(tables.map((table) => [table, desk.db().client.prepare(`SELECT * FROM ${table}`).all()]));
}

/** Names of all tables of the desk. */
export function allTables(desk: TestDesk): string[] {
  return desk.db().client.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all() as string[];
}

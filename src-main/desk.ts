import type { DeskEvent } from '../shared/contract/channel.ts';
import { makeAccessLog } from './bridge/access-log.ts';
import { makeActsOfRegion } from './bridge/acts-of-region.ts';
import { type Dispatch, makeDispatch } from './bridge/dispatch.ts';
import { handlersOf } from './bridge/handlers.ts';
import { createNoticeTaking } from './commands/region/take-notices.ts';
import { recoverImports } from './commands/roster/index.ts';
import type { DeskDb } from './db/open.ts';
import { openWaitingApplications } from './db/store/application-window.ts';
import { readSetting } from './db/store/office.ts';
import { forgetPhotosDown } from './db/store/parcel-log.ts';
import type { Services } from './platform/act.ts';
import { fileLogger } from './platform/logger.ts';
import type { Clock, Ids, PullRunner, SyncRunner } from './platform/ports.ts';
import { profileAt } from './platform/profile.ts';
import { makeRetention } from './retention.ts';
import { type Gate, makeGate } from './security/gate.ts';
import { defaultKdfCost, type KdfCost } from './security/password.ts';
import { type IdleState, idleMinutesDefault, idleState } from './security/session.ts';
import { createDeskEnroller } from './sync/desk-enroller.ts';
import { deskForSync } from './sync/desk-for-sync.ts';
import { createHttpCall, type HttpCall } from './sync/http-call.ts';
import { openHttpStream } from './sync/http-stream.ts';
import { createPullRunner } from './sync/pull-runner.ts';
import { createSyncRunner } from './sync/runner.ts';

export type DeskOptions = {
  /** the link to the receiver; absent = the machine's own network */
  readonly httpCall?: HttpCall;
  /** false: nothing is pushed or pulled by itself, only on demand */
  readonly automaticPush?: boolean;
  readonly profileFolder: string;
  readonly migrationsFolder: string;
  readonly nativeBinding?: string | undefined;
  readonly demoFolder: string | null;
  readonly services: Omit<Services, 'emit'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly emit: (event: DeskEvent) => void;
  readonly appVersion: string;
  /** tests use a cheap cost; the desk keeps the default */
  readonly kdfCost?: KdfCost;
  /** tests lay a new database out as a copy of a migrated one, which opening still checks migration by migration */
  readonly layOut?: (file: string, key: Uint8Array) => void;
};

export type Desk = {
  readonly dispatch: Dispatch;
  readonly gate: Gate;
  /** pushes the outbox; woken by every release */
  readonly runner: SyncRunner;
  /** fetches the region's notices; woken by every push that went through */
  readonly puller: PullRunner;
  /**
   * Checks the idle lock, writes waiting access lines, lets in applications whose window has opened, lets go of what is too
   * old; called by a timer, in tests by hand.
   */
  tick(): void;
  close(): void;
  /** as close, but waits for a push under way */
  closeCalmly(): Promise<void>;
};

/** The desk without its window: everything that main.ts, the tests and the benchmarks share. */
export function openDesk(options: DeskOptions): Desk {
  const profile = profileAt(options.profileFolder);
  const gate = makeGate({
    profile,
    migrationsFolder: options.migrationsFolder,
    nativeBinding: options.nativeBinding,
    demoFolder: options.demoFolder,
    kdfCost: options.kdfCost ?? defaultKdfCost,
    ...(options.layOut && { layOut: options.layOut }),
    appVersion: options.appVersion,
    clock: options.clock,
    ids: options.ids,
    onOpen: (db) => {
      recoverImports(db, options.clock);
      forgetPhotosDown(db, options.clock.now());
    },
  });
  const accessLog = makeAccessLog(options.clock);
  const retention = makeRetention(options);
  const logger = fileLogger(profile.log, options.clock.now);
  const network = createHttpCall();
  const notices = createNoticeTaking((error) => logger.bug('notice', 'region.apply', error));
  const puller = createPullRunner({
    desk: makeActsOfRegion(gate, notices),
    call: options.httpCall ?? network.call,
    emit: options.emit,
    automatic: options.automaticPush ?? true,
    onBug: (error) => logger.bug('sync', 'sync.pull', error),
  });
  const forSync = () => {
    const db = gate.db();
    return db ? deskForSync({ db, clock: options.clock, ids: options.ids, appVersion: options.appVersion }) : null;
  };
  const enroller = createDeskEnroller({
    desk: forSync,
    call: options.httpCall ?? network.call,
    emit: (event) => services.emit(event),
  });
  const runner = createSyncRunner({
    desk: forSync,
    call: options.httpCall ?? network.call,
    openStream: openHttpStream,
    emit: options.emit,
    automatic: options.automaticPush ?? true,
    onPushed: () => puller.wake(),
    onBug: (error) => logger.bug('sync', 'sync.push', error),
  });
  const services: Services = {
    ...options.services,
    emit(event) {
      options.emit(event);
      if (event.kind !== 'changed') return;
      if (event.nouns.includes('outbox')) runner.wake();
      if (event.nouns.includes('receiver')) puller.wake();
    },
  };
  const dispatch = makeDispatch({
    gate,
    registry: handlersOf(runner, puller, enroller, notices, gate.slots),
    services,
    accessLog,
    logger,
  });
  let idle: IdleState = 'awake';
  return {
    dispatch,
    gate,
    runner,
    puller,
    tick() {
      const db = gate.db();
      if (!db) return;
      try {
        accessLog.flush(db);
      } catch (error) {
        logger.bug('tick', 'accessLog', error); // a disk that takes nothing must not stop the clock of the lock
      }
      try {
        const { clock, ids, appVersion } = options;
        const opened = openWaitingApplications({ db, clock, ids, appVersion });
        if (opened > 0) services.emit({ kind: 'changed', nouns: ['application', 'candidacy', 'outbox'] });
      } catch (error) {
        logger.bug('tick', 'applications', error);
      }
      try {
        retention.tick(db);
      } catch (error) {
        logger.bug('tick', 'photoFiles.expire', error);
      }
      const next = idleNow(gate, db);
      if (next === idle) return;
      idle = next;
      const session = gate.session();
      if (next === 'locked' && session) gate.setSession({ ...session, locked: true });
      options.emit({ kind: 'session', locked: gate.session()?.locked ?? false, idleWarning: next === 'warning' });
    },
    close() {
      const db = gate.db();
      if (db) accessLog.flush(db);
      void runner.close();
      void puller.close();
      network.close();
      gate.close();
    },
    async closeCalmly() {
      await Promise.all([runner.close(), puller.close()]);
      network.close();
      const db = gate.db();
      if (db) accessLog.flush(db);
      gate.close();
    },
  };
}

function idleNow(gate: Gate, db: DeskDb): IdleState {
  const session = gate.session();
  if (!session || session.locked) return 'awake';
  const minutes = Number(readSetting(db, 'idleMinutes') ?? idleMinutesDefault);
  return idleState(gate.options.clock.monotonicMs() - gate.lastTouch, minutes);
}

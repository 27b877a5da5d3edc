import type { DeskEvent } from '../shared/contract/channel.ts';
import { makeAccessLog } from './bridge/access-log.ts';
import { type Dispatch, makeDispatch } from './bridge/dispatch.ts';
import { handlers } from './bridge/handlers.ts';
import type { DeskDb } from './db/open.ts';
import { readSetting } from './db/store/office.ts';
import type { Services } from './platform/act.ts';
import { fileLogger } from './platform/logger.ts';
import type { Clock, Ids } from './platform/ports.ts';
import { profileAt } from './platform/profile.ts';
import { type Gate, makeGate } from './security/gate.ts';
import { defaultKdfCost, type KdfCost } from './security/password.ts';
import { type IdleState, idleMinutesDefault, idleState } from './security/session.ts';

export type DeskOptions = {
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
};

export type Desk = {
  readonly dispatch: Dispatch;
  readonly gate: Gate;
  /** checks the idle lock and writes waiting access lines; called by a timer, in tests by hand */
  tick(): void;
  close(): void;
};

/** The desk without its window: everything that main.ts, the tests and the benchmarks share. */
export function openDesk(options: DeskOptions): Desk {
  const services: Services = { ...options.services, emit: options.emit };
  const profile = profileAt(options.profileFolder);
  const gate = makeGate({
    profile,
    migrationsFolder: options.migrationsFolder,
    nativeBinding: options.nativeBinding,
    demoFolder: options.demoFolder,
    kdfCost: options.kdfCost ?? defaultKdfCost,
    appVersion: options.appVersion,
    clock: options.clock,
    ids: options.ids,
    onOpen: (db) => afterOpen(db),
  });
  const accessLog = makeAccessLog(options.clock);
  const logger = fileLogger(profile.log, options.clock.now);
  const dispatch = makeDispatch({ gate, registry: handlers, services, accessLog, logger });
  let idle: IdleState = 'awake';
  return {
    dispatch,
    gate,
    tick() {
      const db = gate.db();
      if (!db) return;
      accessLog.flush(db);
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
      gate.close();
    },
  };
}

function afterOpen(_db: DeskDb): void {
  // interrupted imports are cleaned up here
}

function idleNow(gate: Gate, db: DeskDb): IdleState {
  const session = gate.session();
  if (!session || session.locked) return 'awake';
  const minutes = Number(readSetting(db, 'idleMinutes') ?? idleMinutesDefault);
  return idleState(gate.options.clock.monotonicMs() - gate.lastTouch, minutes);
}

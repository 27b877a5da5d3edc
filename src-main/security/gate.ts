import { failed, ok, type Result } from '../../shared/lib/result.ts';
import type { SetupBody, SetupEnvelope } from '../../shared/wire/setup-file.ts';
import { type DeskDb, damagedFault, type OpenFault, openDatabase } from '../db/open.ts';
import type { Clock, Ids } from '../platform/ports.ts';
import { holdsDatabase, isSetUp, type Profile, profileProblem } from '../platform/profile.ts';
import { openSlotStore, type SlotStore } from './key-slots.ts';
import { noteOpeningOfFile } from './opening-marker.ts';
import type { KdfCost } from './password.ts';
import type { Session } from './session.ts';

export type PendingSetUp = { readonly envelope: SetupEnvelope; readonly body: SetupBody; readonly fileSha256: string };

export type GateOptions = {
  readonly profile: Profile;
  readonly migrationsFolder: string;
  readonly nativeBinding?: string | undefined;
  /** folder with the demo county's files; null = this build ships none */
  readonly demoFolder: string | null;
  readonly kdfCost: KdfCost;
  /** what lies in the file of a new database before it is first opened; absent = nothing */
  readonly layOut?: (file: string, key: Uint8Array) => void;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** runs after the database was opened, e.g. to clean up interrupted imports */
  readonly onOpen: (db: DeskDb) => void;
};

/** The door of the desk: profile, key slots, the open database and who is signed in. One per process. */
export type Gate = {
  readonly options: GateOptions;
  readonly slots: SlotStore;
  readonly pending: Map<string, PendingSetUp>;
  phase(): 'newProfile' | 'closed' | 'open' | 'blocked';
  problem(): string | null;
  db(): DeskDb | null;
  /** the unwrapped key while the desk is open, to wrap it for a new county account */
  databaseKey(): Uint8Array | null;
  /** `key` comes out of a slot, which proves it: a file that it does not open is damaged */
  open(key: Uint8Array): Result<DeskDb, OpenFault>;
  close(): void;
  session(): Session | null;
  setSession(session: Session | null): void;
  /** the recovery groups, in memory only until the first sign-in */
  recoveryWords: readonly string[] | null;
  /** what main is doing before anybody can sign in, in words; null = nothing */
  preparing: string | null;
  /** monotonic time of the last sign of life */
  lastTouch: number;
};

/** Makes the gate of a profile; touches nothing but the write probe. */
export function makeGate(options: GateOptions): Gate {
  const { profile, clock } = options;
  let db: DeskDb | null = null;
  let key: Uint8Array | null = null;
  let session: Session | null = null;
  let trouble = profileProblem(profile);
  const gate: Gate = {
    options,
    slots: openSlotStore(profile.keySlots),
    pending: new Map(),
    recoveryWords: null,
    preparing: null,
    lastTouch: clock.monotonicMs(),
    phase() {
      if (trouble !== null) return 'blocked';
      if (db) return 'open';
      return isSetUp(profile) ? 'closed' : 'newProfile';
    },
    problem: () => trouble,
    db: () => db,
    databaseKey: () => key,
    open(databaseKey) {
      const opened = openFile(options, databaseKey);
      if (!opened.ok) {
        trouble = opened.fault.sentence;
        return opened;
      }
      try {
        noteOpeningOfFile({ ...options, db: opened.value });
        options.onOpen(opened.value);
      } catch (error) {
        // e.g. a full disk: the door stays shut, so that the next sign-in cleans up again
        opened.value.client.close();
        throw error;
      }
      db = opened.value;
      key = databaseKey;
      return ok(db);
    },
    close() {
      db?.client.close();
      db = null;
      key?.fill(0);
      key = null;
      session = null;
    },
    session: () => session,
    setSession(next) {
      session = next;
      gate.lastTouch = clock.monotonicMs();
    },
  };
  return gate;
}

function openFile(options: GateOptions, key: Uint8Array): Result<DeskDb, OpenFault> {
  // SQLite would lay out a new, empty database in its place
  if (!holdsDatabase(options.profile)) return failed(damagedFault);
  const opened = openDatabase({
    file: options.profile.database,
    key,
    migrationsFolder: options.migrationsFolder,
    nativeBinding: options.nativeBinding,
    now: options.clock.now(),
  });
  return !opened.ok && opened.fault.code === 'wrongKey' ? failed(damagedFault) : opened;
}

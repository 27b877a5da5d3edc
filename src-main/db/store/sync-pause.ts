import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/** Name of the desk setting with the instant since when nothing is sent or fetched by itself. */
const pauseSetting = 'syncPausedAt';

/** Since when somebody wants quiet on the line; null = the desk sends and fetches by itself. Outlives a restart. */
export function syncPausedAt(db: DeskDb): string | null {
  return readSetting(db, pauseSetting);
}

/** Pauses (an instant) or goes on (null). */
export function saveSyncPause(db: DeskDb, pausedAt: string | null, at: string, by: string): void {
  writeSetting(db, pauseSetting, pausedAt, at, by);
}

import type { DeskDb } from '../open.ts';
import { readInstallation, readSetting, writeSetting } from './office.ts';

/** Name of the desk setting with the most kilobits per second that sending may take; absent = all the line has. */
const capSetting = 'syncCapKbps';
/** Name of the desk setting with the receiver behind a line that collects a request before it hands it on, and since when. */
const collectsSetting = 'syncCollects';
/** Name of the desk setting with what the receiver last said about gaps. */
const contiguousSetting = 'syncContiguous';

/** after so many hours streaming is tried anew: the desk may stand on another line */
const rememberedMs = 6 * 3_600_000;

/** Most kilobits per second that sending may take, all streams together; null = no cap. */
export function syncCap(db: DeskDb): number | null {
  const value = Number(readSetting(db, capSetting) ?? 0);
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** Sets the cap, or takes it away (null). */
export function saveSyncCap(db: DeskDb, kbps: number | null, at: string, by: string): void {
  writeSetting(db, capSetting, kbps === null ? null : String(kbps), at, by);
}

/** True while the line to `url` is known to collect requests: finite batches from the start, over a restart too. */
export function collectsRequests(db: DeskDb, url: string, now: string): boolean {
  const kept = readSetting(db, collectsSetting);
  if (kept === null) return false;
  const { url: known, at } = JSON.parse(kept) as { url: string; at: string };
  const age = Date.parse(now) - Date.parse(at);
  return known === url && age >= 0 && age < rememberedMs;
}

/** Remembers a line that collects requests, or forgets it (null). */
export function saveCollectsRequests(db: DeskDb, url: string | null, at: string): void {
  writeSetting(db, collectsSetting, url === null ? null : JSON.stringify({ url, at }), at, null);
}

export type Contiguous = {
  readonly number: number;
  /** up to where everything had its receipt when a run that went through ended; null = it was cut */
  readonly settledUntil: number | null;
};

/** What the receiver last said of this opening of the file: nothing up to `number` is missing. Null = it said nothing yet. */
export function readContiguous(db: DeskDb): Contiguous | null {
  const kept = readSetting(db, contiguousSetting);
  if (kept === null) return null;
  const { incarnation, ...said } = JSON.parse(kept) as Contiguous & { incarnation: string };
  return incarnation === readInstallation(db).incarnation ? said : null;
}

/** Keeps it. */
export function saveContiguous(db: DeskDb, said: Contiguous, at: string): void {
  const { incarnation } = readInstallation(db);
  writeSetting(db, contiguousSetting, JSON.stringify({ incarnation, ...said }), at, null);
}

/** Name of the desk setting that says that the receiver of the last contact takes no changes yet. */
const takesChangesSetting = 'syncTakesChanges';

/** False where the receiver said at the last contact that it takes records alone: changes wait here until it is newer. */
export function regionTakesChanges(db: DeskDb): boolean {
  return readSetting(db, takesChangesSetting) !== 'no';
}

/** Keeps it. */
export function saveTakesChanges(db: DeskDb, takes: boolean, at: string): void {
  writeSetting(db, takesChangesSetting, takes ? 'yes' : 'no', at, null);
}

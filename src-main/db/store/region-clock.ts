import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/** What the desk last knew of the region's clock, as it goes into a message; both null before the first proven contact. */
export type RegionClock = {
  /** the region's clock minus the desk's, milliseconds */
  readonly lastProvenOffsetMs: number | null;
  /** instant of that contact by the region's clock */
  readonly provenAt: string | null;
};

const offsetSetting = 'regionClockDifferenceMs';
const provenSetting = 'regionClockProvenAt';

/** Keeps the difference of the clocks that a signed hello has proven (DESIGN §7). `at` is the desk's time. */
export function saveRegionClock(db: DeskDb, offsetMs: number, provenAt: string, at: string): void {
  writeSetting(db, offsetSetting, String(offsetMs), at, null);
  writeSetting(db, provenSetting, provenAt, at, null);
}

/** The last proven difference of the clocks; it outlives a restart and a day without a link. */
export function readRegionClock(db: DeskDb): RegionClock {
  const offset = readSetting(db, offsetSetting);
  return { lastProvenOffsetMs: offset === null ? null : Number(offset), provenAt: readSetting(db, provenSetting) };
}

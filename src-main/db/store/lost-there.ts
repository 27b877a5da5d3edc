import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/** What the region has had of this desk and has no more: photos that it lost, records and changes that it forgot. */
export type LostThere = 'photos' | 'records' | 'changes';

/**
 * Names of the desk settings with how many that are, and how many of those cannot come from here. A number is all that is
 * known without asking: one that stands may be of others by now, and a backup may have brought some back here.
 */
const settings = {
  photos: 'syncPhotosWantedAgain',
  records: 'syncRecordsForgotten',
  changes: 'syncChangesForgotten',
} as const satisfies Record<LostThere, string>;

type Wanted = {
  /** as the region said it last */
  readonly asked: number;
  /** of them this file has none either, or not as they were sent, or the region does not take them */
  readonly notHere: number;
  /** when a run looked for them; null = never */
  readonly soughtAt: string | null;
};

/** How long what cannot go is left alone, in milliseconds by the desk's clock, whichever way that is set. */
const restMs = 24 * 3_600_000;

/** True less than a day before or behind `since`. */
export function rests(since: string, at: string): boolean {
  return Math.abs(Date.parse(at) - Date.parse(since)) < restMs;
}

/** How many the region lacks that may be here. */
export function lackedThere(db: DeskDb, of: LostThere): number {
  const { asked, notHere } = readWanted(db, of);
  return Math.max(0, asked - notHere);
}

/** True where something of it may go from here. */
export function isAnyLackedThere(db: DeskDb): boolean {
  return (Object.keys(settings) as LostThere[]).some((of) => lackedThere(db, of) > 0);
}

/** Keeps what the region said. Another number, or a day since a run looked, and all of them may be here. */
export function saveLacked(db: DeskDb, of: LostThere, asked: number, at: string): void {
  const before = readWanted(db, of);
  const isResting = before.soughtAt !== null && rests(before.soughtAt, at);
  if (before.asked === asked && (before.notHere === 0 || isResting)) return;
  keep(db, of, { asked, notHere: 0, soughtAt: before.soughtAt }, at);
}

/** Keeps what a run found: `left` of them are not at the region yet, `notHere` of those cannot come from here. */
export function saveSought(db: DeskDb, of: LostThere, left: number, notHere: number, at: string): void {
  keep(db, of, { asked: left, notHere, soughtAt: at }, at);
}

/** Keeps that nothing more of them can go from here, however many there are. */
export function saveAllSought(db: DeskDb, of: LostThere, at: string): void {
  const { asked } = readWanted(db, of);
  saveSought(db, of, asked, asked, at);
}

function readWanted(db: DeskDb, of: LostThere): Wanted {
  const kept = readSetting(db, settings[of]);
  // a file of before does not say when
  return { asked: 0, notHere: 0, soughtAt: null, ...(kept === null ? {} : (JSON.parse(kept) as Partial<Wanted>)) };
}

function keep(db: DeskDb, of: LostThere, wanted: Wanted, at: string): void {
  writeSetting(db, settings[of], wanted.asked === 0 ? null : JSON.stringify(wanted), at, null);
}

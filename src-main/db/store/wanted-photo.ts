import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/**
 * Name of the desk setting with how many photos of this desk the region has lost, and how many of those are not here. The
 * region says a number alone: one that stands may be of other photos by now, and a backup may have brought some back here.
 */
const wantedSetting = 'syncPhotosWantedAgain';

type Wanted = {
  /** as the region said it last */
  readonly asked: number;
  /** of them this file has none either, or not as they were sent */
  readonly notHere: number;
  /** when a run looked for them; null = never */
  readonly soughtAt: string | null;
};

/** How long those that are not here are not asked about again, in milliseconds by the desk's clock, whichever way that is set. */
const restMs = 24 * 3_600_000;

/** Photos that the region wants again and that may be here. */
export function photosToSendAgain(db: DeskDb): number {
  const { asked, notHere } = readWanted(db);
  return Math.max(0, asked - notHere);
}

/** Keeps what the region said. Another number, or a day since a run looked, and all of them may be here. */
export function saveWanted(db: DeskDb, asked: number, at: string): void {
  const before = readWanted(db);
  const rests = before.soughtAt !== null && Math.abs(Date.parse(at) - Date.parse(before.soughtAt)) < restMs;
  if (before.asked === asked && (before.notHere === 0 || rests)) return;
  keep(db, { asked, notHere: 0, soughtAt: before.soughtAt }, at);
}

/** Keeps what a run found: `left` of them are not at the region yet, `notHere` of those cannot come from here. */
export function saveSentAgain(db: DeskDb, left: number, notHere: number, at: string): void {
  keep(db, { asked: left, notHere, soughtAt: at }, at);
}

function readWanted(db: DeskDb): Wanted {
  const kept = readSetting(db, wantedSetting);
  // a file of before does not say when
  return { asked: 0, notHere: 0, soughtAt: null, ...(kept === null ? {} : (JSON.parse(kept) as Partial<Wanted>)) };
}

function keep(db: DeskDb, wanted: Wanted, at: string): void {
  writeSetting(db, wantedSetting, wanted.asked === 0 ? null : JSON.stringify(wanted), at, null);
}

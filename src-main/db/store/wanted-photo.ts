import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/** Name of the desk setting with how many photos of this desk the region has lost, and how many of those are not here. */
const wantedSetting = 'syncPhotosWantedAgain';

type Wanted = {
  /** as the region said it last */
  readonly asked: number;
  /** of them this file has none either, or not as they were sent */
  readonly notHere: number;
};

/** Photos that the region wants again and that may be here. */
export function photosToSendAgain(db: DeskDb): number {
  const { asked, notHere } = readWanted(db);
  return Math.max(0, asked - notHere);
}

/** Keeps what the region said. */
export function saveWanted(db: DeskDb, asked: number, at: string): void {
  const before = readWanted(db);
  if (before.asked === asked) return;
  // fewer than this desk could not give: others brought some of them
  keep(db, { asked, notHere: Math.min(before.notHere, asked) }, at);
}

/** Keeps what a run found: `left` of them are not at the region yet, `notHere` of those cannot come from here. */
export function saveSentAgain(db: DeskDb, left: number, notHere: number, at: string): void {
  keep(db, { asked: left, notHere }, at);
}

function readWanted(db: DeskDb): Wanted {
  const kept = readSetting(db, wantedSetting);
  return kept === null ? { asked: 0, notHere: 0 } : (JSON.parse(kept) as Wanted);
}

function keep(db: DeskDb, wanted: Wanted, at: string): void {
  writeSetting(db, wantedSetting, wanted.asked === 0 ? null : JSON.stringify(wanted), at, null);
}

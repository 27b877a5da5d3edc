import type { DeskInHello, DeskStanding } from '#shared/wire/desk-proof.ts';
import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/** Name of the setting with what the region said of this desk last. */
const standingSetting = 'deskStanding';

export type KeptStanding = {
  readonly standing: DeskStanding;
  /** false: the receiver also takes desks that are not enrolled (a trial) */
  readonly mustBeEnrolled: boolean;
  /** the desk's own time of that word */
  readonly at: string;
  /** by the region's clock */
  readonly validUntil: string | null;
  /** when the region heard of another opening of this desk's file; null = of none */
  readonly otherSeenAt: string | null;
};

/** What the region said of this desk last; null = it was never asked. */
export function readStanding(db: DeskDb): KeptStanding | null {
  const kept = readSetting(db, standingSetting);
  return kept === null ? null : (JSON.parse(kept) as KeptStanding);
}

/** Keeps what a signed hello has said of this desk. `at` is the desk's time. */
export function saveStanding(db: DeskDb, said: DeskInHello, at: string): void {
  const { standing, mustBeEnrolled, validUntil, other } = said;
  const kept: KeptStanding = { standing, mustBeEnrolled, at, validUntil, otherSeenAt: other?.lastSeenAt ?? null };
  writeSetting(db, standingSetting, JSON.stringify(kept), at, null);
}

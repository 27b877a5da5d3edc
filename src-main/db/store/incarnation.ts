import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { readInstallation, readSetting, writeSetting } from './office.ts';

/** Name of the setting with the word that this file and the marker beside it share since the last opening. */
const openingSetting = 'openingWord';
/** Name of the setting with the place (machine and file) of the last opening. */
const placeSetting = 'openingPlace';
/** Name of the setting with the desk's highest number when this incarnation began. */
const startsAfterSetting = 'incarnationStartsAfter';

/** Name of the setting with the incarnation that has everything back which the region holds. */
const regainedSetting = 'regainedIncarnation';
const regainedChangesSetting = 'regainedChangesIncarnation';

/** Word and place of the last opening of this file, null before the first that was noted. */
export function lastOpening(db: DeskDb): { readonly word: string | null; readonly place: string | null } {
  return { word: readSetting(db, openingSetting), place: readSetting(db, placeSetting) };
}

/** Notes word and place of an opening. */
export function noteOpening(db: DeskDb, word: string, place: string, at: string): void {
  writeSetting(db, openingSetting, word, at, null);
  writeSetting(db, placeSetting, place, at, null);
}

/** The desk's highest number when its present incarnation began; 0 for the first. */
export function incarnationStartsAfter(db: DeskDb): number {
  return Number(readSetting(db, startsAfterSetting) ?? 0);
}

/**
 * True where this file was put back or copied and nobody has told it yet, in this incarnation, that nothing is missing: over
 * the network or by an answer on a stick.
 */
export function mayHaveLost(db: DeskDb): boolean {
  if (readSetting(db, startsAfterSetting) === null) return false;
  return readSetting(db, regainedSetting) !== readInstallation(db).incarnation;
}

/** Everything that the region holds of this desk is here, as far as it can be used. */
export function noteRegained(db: DeskDb, at: string): void {
  writeSetting(db, regainedSetting, readInstallation(db).incarnation, at, null);
}

/** The same of what was told beside the records: a receiver of before gave none of it back. */
export function mayHaveLostChanges(db: DeskDb): boolean {
  if (readSetting(db, startsAfterSetting) === null) return false;
  return readSetting(db, regainedChangesSetting) !== readInstallation(db).incarnation;
}

/** Every change that the region holds of this desk is here, as far as it can be used. */
export function noteChangesRegained(db: DeskDb, at: string): void {
  writeSetting(db, regainedChangesSetting, readInstallation(db).incarnation, at, null);
}

/** Why this file is another incarnation of the desk than the one that wrote it. */
export type IncarnationCause = 'restored' | 'moved' | 'regionKnowsMore';

/**
 * Begins a new incarnation: from here on numbers are counted under a name of its own, so that none ever means two
 * messages. Records and changes that wait under the old name without having been heard of by the region move along where
 * `movesWaiting`.
 */
export function beginIncarnation(
  { db, clock, ids, record }: RegionContext,
  cause: IncarnationCause,
  movesWaiting: boolean,
): void {
  const { deviceId, incarnation: before } = readInstallation(db);
  const incarnation = ids.uuid();
  db.statement('UPDATE installation SET incarnation = ? WHERE id = 1').run(incarnation);
  const of = (sql: string) => Number(db.statement(sql).pluck().get() ?? 0);
  const highest = Math.max(0, of('SELECT max(desk_seq) FROM outbox'));
  const firstWaiting = of("SELECT min(desk_seq) FROM outbox WHERE state = 'waiting'");
  const startsAfter = movesWaiting && firstWaiting > 0 ? firstWaiting - 1 : highest;
  if (movesWaiting) {
    db.statement("UPDATE outbox SET incarnation = ? WHERE state = 'waiting'").run(incarnation);
    // their numbers are counted apart, and mean two messages just as easily
    db.statement("UPDATE change_message SET incarnation = ? WHERE state = 'waiting'").run(incarnation);
  }
  writeSetting(db, startsAfterSetting, String(startsAfter), clock.now(), null);
  record({
    kind: 'device.incarnationBegun',
    subjectNoun: 'installation',
    subjectId: deviceId,
    payload: { before, incarnation, cause, startsAfter },
  });
}

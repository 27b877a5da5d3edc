import { eq, inArray } from 'drizzle-orm';
import type { ClassKey, PupilLine } from '#shared/wire/desk-parcel.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, candidacy, familyMember, numberHistory, resumeEntry } from '../schema/candidacy.ts';
import { capture, deskDifference } from '../schema/desk-work.ts';
import { photoOverride } from '../schema/photo-gate.ts';
import { decisionToTravel, historyToTravel } from './history-to-travel.ts';
import { holdHashIndex } from './photo-hash-index.ts';
import { noteLookAlikes } from './photo-look-alike.ts';

/** Everything of one record that travels to another desk; null = it is not here. Photos are named by their hashes. */
export function pupilBundle(db: DeskDb, candidacyId: string): PupilLine | null {
  const row = db.orm.select().from(candidacy).where(eq(candidacy.id, candidacyId)).get();
  if (!row || row.status === 'staged') return null;
  const captures = db.orm.select().from(capture).where(eq(capture.candidacyId, candidacyId)).all();
  const shots = captures.map((one) => one.id);
  return {
    kind: 'pupil',
    place: row.classId === null ? null : classKeyOf(db, row.classId),
    // an import's batch is of this desk alone
    candidacy: { ...row, importBatchId: null } as PupilLine['candidacy'],
    resume: db.orm.select().from(resumeEntry).where(eq(resumeEntry.candidacyId, candidacyId)).all(),
    family: db.orm.select().from(familyMember).where(eq(familyMember.candidacyId, candidacyId)).all(),
    numbers: db.orm.select().from(numberHistory).where(eq(numberHistory.candidacyId, candidacyId)).all(),
    captures,
    overrides: db.orm.select().from(photoOverride).where(inArray(photoOverride.captureId, shots)).all(),
    base: null,
    history: historyToTravel(db, candidacyId),
    decision: decisionToTravel(db, candidacyId),
    differences: db.orm.select().from(deskDifference).where(eq(deskDifference.candidacyId, candidacyId)).all(),
  };
}

/** How another desk finds the same class: by codes, never by this desk's ids. */
export function classKeyOf(db: DeskDb, classId: string): ClassKey | null {
  const found = db
    .statement(
      `SELECT s.code AS schoolCode, k.code AS classCode, k.name AS className, k.cohort_year AS cohortYear
       FROM school_class k JOIN school s ON s.id = k.school_id WHERE k.id = ?`,
    )
    .get(classId) as ClassKey | undefined;
  return found ?? null;
}

const peopleOfPupil = ['enteredBy', 'capturedBy', 'approvedByTeacher', 'reviewedBy', 'releasedBy'] as const;
const peopleOfRow = ['takenBy', 'clerkId', 'secondId', 'settledBy'] as const;

/** Replaces every id of a person in the bundle, also inside a held completion. */
export function withPeople(line: PupilLine, replace: (userId: string) => string): PupilLine {
  const change = <R extends Readonly<Record<string, unknown>>>(row: R, names: readonly string[]): R => {
    const changed = names.flatMap((name) =>
      typeof row[name] === 'string' ? [[name, replace(row[name])] as const] : [],
    );
    return { ...row, ...Object.fromEntries(changed) };
  };
  const held = line.candidacy['heldCompletion'];
  const heldCompletion =
    typeof held === 'string' ? JSON.stringify(change(JSON.parse(held) as Record<string, unknown>, ['clerkId'])) : null;
  const all = (rows: PupilLine['captures']) => rows.map((row) => change(row, peopleOfRow));
  return {
    ...line,
    candidacy: { ...change(line.candidacy, peopleOfPupil), heldCompletion },
    captures: all(line.captures),
    overrides: all(line.overrides),
    differences: all(line.differences),
  };
}

/** Hashes of every picture that the bundle names. */
export function photosOf({ captures, differences }: PupilLine): string[] {
  const hashes = [
    ...captures.flatMap((row) => [row['originalSha256'], row['derivedSha256']]),
    ...differences.map((row) => row['documentPictureSha256']),
  ];
  return [...new Set(hashes.filter((hash) => typeof hash === 'string'))];
}

/** Pupils of a class who still wait for the desk's work, in the order of the class. */
export function pupilsForDesk(db: DeskDb, classId: string, limit: number): string[] {
  return db
    .statement(
      `SELECT id FROM candidacy WHERE class_id = ? AND status IN ('preRegistered', 'returned', 'awaitingCapture')
         AND held_completion IS NULL ORDER BY seat_no, rowid LIMIT ?`,
    )
    .pluck()
    .all(classId, limit) as string[];
}

/** Adds a bundle's record as a row of its own, with everything that belongs to it. */
export function insertBundle(db: DeskDb, line: PupilLine, row: CandidacyRow): void {
  db.orm.insert(candidacy).values(row).run();
  for (const one of line.resume)
    db.orm
      .insert(resumeEntry)
      .values(one as typeof resumeEntry.$inferInsert)
      .run();
  for (const one of line.family)
    db.orm
      .insert(familyMember)
      .values(one as typeof familyMember.$inferInsert)
      .run();
  insertNumbers(db, line);
  insertDeskWork(db, line, false);
}

/** Puts the desk's work of a bundle on the record that waited for it here; the record keeps its id and its place. */
export function completeFromBundle(db: DeskDb, line: PupilLine, row: CandidacyRow): void {
  const { id: _id, ...columns } = row;
  db.orm.update(candidacy).set(columns).where(eq(candidacy.id, row.id)).run();
  db.orm.delete(resumeEntry).where(eq(resumeEntry.candidacyId, row.id)).run();
  db.orm.delete(familyMember).where(eq(familyMember.candidacyId, row.id)).run();
  for (const one of line.resume)
    db.orm
      .insert(resumeEntry)
      .values(one as typeof resumeEntry.$inferInsert)
      .run();
  for (const one of line.family)
    db.orm
      .insert(familyMember)
      .values(one as typeof familyMember.$inferInsert)
      .run();
  insertNumbers(db, line);
  insertDeskWork(db, line, false);
}

/**
 * Keeps captures, the second person's words on them, and settled differences. `isSpare`: they are kept beside the ones that count
 * here. A new capture is compared with all that are here, like one that was taken here. Answers how many captures are new.
 */
export function insertDeskWork(db: DeskDb, line: PupilLine, isSpare: boolean): number {
  let added = 0;
  const fresh = unknownShots(db, line);
  for (const one of line.captures) {
    const row = { ...(one as typeof capture.$inferInsert), ...(isSpare && { state: 'superseded' }) };
    const { state, revision } = row;
    const insert = db.orm.insert(capture).values(row);
    // a shot that is here already may have been taken anew since, or counts for the next revision
    const kept = { target: capture.id, set: { state, revision }, setWhere: eq(capture.candidacyId, line.candidacy.id) };
    added += (isSpare ? insert.onConflictDoNothing() : insert.onConflictDoUpdate(kept)).run().changes;
  }
  for (const shot of fresh) noteLookAlikes(db, shot);
  for (const one of line.overrides)
    db.orm
      .insert(photoOverride)
      .values(one as typeof photoOverride.$inferInsert)
      .onConflictDoNothing()
      .run();
  for (const one of line.differences)
    db.orm
      .insert(deskDifference)
      .values(one as typeof deskDifference.$inferInsert)
      .onConflictDoNothing()
      .run();
  return added;
}

/** Captures of a bundle that are not here yet and have a hash to compare. Call before they are added. */
function unknownShots(db: DeskDb, { captures }: PupilLine): Parameters<typeof noteLookAlikes>[1][] {
  const hashed = (captures as (typeof capture.$inferInsert)[]).flatMap(({ id, candidacyId, perceptualHash }) =>
    perceptualHash ? [{ captureId: id, candidacyId, hash: perceptualHash }] : [],
  );
  if (hashed.length === 0) return [];
  holdHashIndex(db);
  const known = db.statement('SELECT 1 FROM capture WHERE id = ?').pluck();
  return hashed.filter(({ captureId }) => known.get(captureId) === undefined);
}

function insertNumbers(db: DeskDb, { numbers, candidacy: { id } }: PupilLine): void {
  const known = new Set(
    db.orm
      .select()
      .from(numberHistory)
      .where(eq(numberHistory.candidacyId, id))
      .all()
      .map((one) => `${one.kind} ${one.value}`),
  );
  for (const one of numbers as (typeof numberHistory.$inferInsert)[])
    if (!known.has(`${one.kind} ${one.value}`)) db.orm.insert(numberHistory).values(one).onConflictDoNothing().run();
}

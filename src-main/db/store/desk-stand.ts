import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { PupilLine } from '#shared/wire/desk-parcel.ts';
import type { DeskDb } from '../open.ts';
import { type DeskStandRow, deskStand, toldStand } from '../schema/office-desk.ts';

type Way = 'in' | 'back';

/** What is written in a record: two stands that agree in it differ in state only. */
const contentColumns = [
  'fullName',
  'sex',
  'ethnicity',
  'politicalStatus',
  'pupilCategory',
  'householdPlace',
  'householdAuthority',
  'documentType',
  'documentNumber',
  'birthDate',
  'mobile',
  'address',
  'postCode',
  'foreignLanguage',
  'enrolmentNo',
  'cohortYear',
  'entryCategory',
] as const;

/** SHA-256 over what is written in a bundle's record: no states, versions, people, numbers given by the region, or pictures. */
export function contentSha256({ place, candidacy, resume, family }: PupilLine): string {
  const written = contentColumns.map((name) => candidacy[name] ?? null);
  const rows = (all: PupilLine['resume']) => all.map(({ candidacyId: _id, ...row }) => row);
  const text = canonicalJson([place, written, rows(resume), rows(family)]);
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** How the record stood when it last went that way between here and that desk; null = it never did. */
export function findStand(db: DeskDb, candidacyId: string, deviceId: string, way: Way): DeskStandRow | null {
  const same = and(eq(deskStand.candidacyId, candidacyId), eq(deskStand.deviceId, deviceId), eq(deskStand.way, way));
  return db.orm.select().from(deskStand).where(same).get() ?? null;
}

/** Notes how a record stands as it goes that way. */
export function saveStand(db: DeskDb, row: DeskStandRow): void {
  const target = [deskStand.candidacyId, deskStand.deviceId, deskStand.way];
  db.orm.insert(deskStand).values(row).onConflictDoUpdate({ target, set: row }).run();
}

type BroughtStand = {
  readonly candidacyId: string;
  /** version that was brought */
  readonly version: number;
  readonly theirVersion: number;
  readonly status: string;
  readonly changedAt: string;
};

/** How the records stand here that this desk brought its work on: what it is told with the next parcel. */
export function standsFor(db: DeskDb, deviceId: string, limit: number): BroughtStand[] {
  return db
    .statement(
      `SELECT s.candidacy_id AS candidacyId, s.version, c.version AS theirVersion, c.status, c.updated_at AS changedAt
       FROM desk_stand s JOIN candidacy c ON c.id = s.candidacy_id
       WHERE s.device_id = ? AND s.way = 'back' ORDER BY c.updated_at DESC, c.id LIMIT ?`,
    )
    .all(deviceId, limit) as BroughtStand[];
}

/** Records that this desk brought back and that wait for the desk's work again: they go out to it whatever the class. */
export function returnedTo(db: DeskDb, deviceId: string, limit: number): string[] {
  return db
    .statement(
      `SELECT c.id FROM desk_stand s JOIN candidacy c ON c.id = s.candidacy_id
       WHERE s.device_id = ? AND s.way = 'back' AND c.held_completion IS NULL
         AND c.status IN ('preRegistered', 'returned', 'awaitingCapture') ORDER BY c.updated_at, c.id LIMIT ?`,
    )
    .pluck()
    .all(deviceId, limit) as string[];
}

/**
 * Keeps what the desk that has a record in hand tells of it. False = it was not handed over to that desk as `version`, or a newer
 * word is here.
 */
export function keepTold(db: DeskDb, deviceId: string, told: BroughtStand, now: string): boolean {
  const { candidacyId, version, theirVersion, status, changedAt } = told;
  const isThere = db
    .statement(
      `SELECT 1 FROM handed_over h JOIN parcel p ON p.sha256 = h.parcel_sha256 AND p.way = 'written'
       WHERE h.candidacy_id = ? AND h.candidacy_version = ? AND p.other_device_id = ?`,
    )
    .get(candidacyId, version, deviceId);
  if (!isThere) return false;
  const before = db.orm.select().from(toldStand).where(eq(toldStand.candidacyId, candidacyId)).get();
  if (before && (before.version > version || (before.version === version && before.theirVersion >= theirVersion)))
    return false;
  const row = { candidacyId, deviceId, version, theirVersion, status, changedAt, toldAt: now };
  db.orm.insert(toldStand).values(row).onConflictDoUpdate({ target: toldStand.candidacyId, set: row }).run();
  return true;
}

/** How many records that left for this desk it has told of, by their state there. */
export function toldCounts(db: DeskDb, deviceId: string): { readonly status: string; readonly count: number }[] {
  return db
    .statement('SELECT status, count(*) AS count FROM told_stand WHERE device_id = ? GROUP BY status ORDER BY status')
    .all(deviceId) as { status: string; count: number }[];
}

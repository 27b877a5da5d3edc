import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { DeskDb } from '../open.ts';
import { type ClassWalk, classByClass } from './class-by-class.ts';

/**
 * The part of the ledger that a candidacy is in (DESIGN §6). No ELSE: a status that nobody thought of falls into no part,
 * so the sum stops balancing and the desk says so. First match wins; that keeps the parts disjoint.
 */
const isWithAnother = `c.status IN ('preRegistered', 'returned', 'awaitingCapture', 'completed', 'reviewed')
    AND EXISTS (SELECT 1 FROM handed_over_now h WHERE h.candidacy_id = c.id AND h.candidacy_version = c.version)`;
// the word on the same handing over, also where the region's number has moved the version since
const toldOfIt = `SELECT t.status FROM told_stand t
    JOIN handed_over a ON a.candidacy_id = t.candidacy_id AND a.candidacy_version = t.version
    JOIN handed_over_now b ON b.candidacy_id = c.id AND b.candidacy_version = c.version AND b.parcel_sha256 = a.parcel_sha256
    WHERE t.candidacy_id = c.id`;
const partOf = `CASE
  WHEN ${isWithAnother} THEN CASE WHEN EXISTS (${toldOfIt}) THEN 'takenOver' ELSE 'handedOver' END
  WHEN c.status IN ('preRegistered', 'awaitingCapture') AND (c.held_completion IS NOT NULL
    OR EXISTS (SELECT 1 FROM draft d WHERE d.candidacy_id = c.id)
    OR EXISTS (SELECT 1 FROM capture p WHERE p.candidacy_id = c.id AND p.state = 'draft')) THEN 'draft'
  WHEN c.status IN ('preRegistered', 'awaitingCapture')
    AND EXISTS (SELECT 1 FROM attendance_mark a WHERE a.candidacy_id = c.id AND a.kind = 'absent') THEN 'absent'
  WHEN c.status = 'preRegistered' AND c.entry_category = 'private' THEN 'waitingForCounty'
  WHEN c.status = 'preRegistered' THEN 'waitingForTeacher'
  WHEN c.status = 'awaitingCapture' THEN 'waitingForCapture'
  WHEN c.status = 'awaitingRegion' THEN 'waitingForRegion'
  WHEN c.status = 'refusedByRegion' THEN 'refused'
  WHEN c.status = 'reviewed' AND EXISTS (SELECT 1 FROM batch_record b WHERE b.candidacy_id = c.id
    AND b.revision = c.revision AND b.left_at IS NULL AND b.message_id IS NULL) THEN 'inBatch'
  WHEN c.status IN ('returned', 'completed', 'reviewed', 'released', 'received', 'inEffect', 'suspended', 'closed',
    'setAside', 'joined', 'withdrawn', 'void') THEN c.status
END`;

const bySeat = 'c.seat_no, c.full_name, c.id';
const inClass = `(@classId IS NULL OR c.class_id = @classId)`;

export type CustodyCount = { readonly part: string | null; readonly count: number };
export type CustodyCounts = {
  /** counted without looking at parts, so that a hole in the parts shows */
  readonly known: number;
  readonly parts: readonly CustodyCount[];
  readonly openCases: number;
};

/** Known pupils, the parts they are in, and open cases, in one statement: one snapshot. `classId` null = the whole desk. */
export function countCustody(db: DeskDb, classId: string | null): CustodyCounts {
  const rows = db
    .statement(
      `SELECT 'part' AS what, part, count(*) AS count FROM
         (SELECT ${partOf} AS part FROM candidacy c WHERE c.status <> 'staged' AND ${inClass}) GROUP BY part
       UNION ALL
       SELECT 'known', NULL, count(*) FROM candidacy c WHERE c.status <> 'staged' AND ${inClass}
       UNION ALL
       SELECT 'cases', NULL, count(*) FROM case_file f WHERE f.state = 'open' AND (@classId IS NULL OR EXISTS (
         SELECT 1 FROM case_subject x JOIN candidacy c ON c.id = x.candidacy_id
         WHERE x.case_id = f.id AND c.class_id = @classId))`,
    )
    .all({ classId }) as { what: 'part' | 'known' | 'cases'; part: string | null; count: number }[];
  const single = (what: string) => rows.find((row) => row.what === what)?.count ?? 0;
  return {
    known: single('known'),
    parts: rows.filter((row) => row.what === 'part').map(({ part, count }) => ({ part, count })),
    openCases: single('cases'),
  };
}

export type CustodyQuestion = Pick<ClassWalk, 'classId' | 'actor' | 'limit'> & { readonly part: string };

export type CustodyName = {
  readonly candidacyId: string;
  readonly fullName: string;
  readonly className: string | null;
  readonly status: string;
  readonly held: number;
  readonly draftBy: string | null;
  readonly draftAt: string | null;
  readonly returnReason: string | null;
  /** its state at the desk of the office that took it over, as far as that told */
  readonly toldStatus: string | null;
  readonly joinedWith: string | null;
  readonly attempts: number | null;
  readonly lastTrouble: string | null;
};

const nameColumns = `c.id AS candidacyId, c.full_name AS fullName, k.name AS className, c.status,
  c.held_completion IS NOT NULL AND c.status IN ('preRegistered', 'returned') AS held, c.return_reason AS returnReason,
  CASE WHEN ${isWithAnother} THEN (${toldOfIt}) END AS toldStatus,
  (SELECT u.display_name FROM draft d JOIN user_account u ON u.id = d.user_id
   WHERE d.candidacy_id = c.id ORDER BY d.saved_at DESC LIMIT 1) AS draftBy,
  (SELECT max(d.saved_at) FROM draft d WHERE d.candidacy_id = c.id) AS draftAt,
  r.joined_with AS joinedWith, o.attempts, o.last_trouble AS lastTrouble`;
const nameJoins = `LEFT JOIN school_class k ON k.id = c.class_id
  LEFT JOIN outbox o ON o.candidacy_id = c.id AND o.revision = c.revision
  LEFT JOIN receipt r ON r.message_id = o.message_id`;

/** One pupil with the part of the ledger he or she is in. */
export function placeInCustody(db: DeskDb, candidacyId: string): CustodyName & { readonly part: string | null } {
  return db
    .statement(`SELECT ${nameColumns}, ${partOf} AS part FROM candidacy c ${nameJoins} WHERE c.id = ?`)
    .get(candidacyId) as CustodyName & { readonly part: string | null };
}

/** Only these states can be in a part; every other part is a state of that name. */
const statusesOf: Readonly<Record<string, readonly CandidacyStatus[]>> = {
  handedOver: ['preRegistered', 'returned', 'awaitingCapture', 'completed', 'reviewed'],
  takenOver: ['preRegistered', 'returned', 'awaitingCapture', 'completed', 'reviewed'],
  draft: ['preRegistered', 'awaitingCapture'],
  absent: ['preRegistered', 'awaitingCapture'],
  waitingForTeacher: ['preRegistered'],
  waitingForCounty: ['preRegistered'],
  waitingForCapture: ['awaitingCapture'],
  waitingForRegion: ['awaitingRegion'],
  refused: ['refusedByRegion'],
  inBatch: ['reviewed'],
};

/** The names behind one part, by class and seat, with what is known about why they are there; at most `limit`. */
export function listCustody(db: DeskDb, { part, ...walk }: CustodyQuestion): CustodyName[] {
  const statuses = statusesOf[part] ?? [part as CandidacyStatus];
  const namesOfClass = db.statement(
    `SELECT ${nameColumns} FROM (SELECT c.id AS pickedId FROM candidacy c
       WHERE c.class_id IS @classId AND c.status IN (SELECT value FROM json_each(@statuses)) AND ${partOf} = @part
       ORDER BY ${bySeat} LIMIT @limit)
     JOIN candidacy c ON c.id = pickedId ${nameJoins} ORDER BY ${bySeat}`,
  );
  return classByClass(
    db,
    { ...walk, statuses },
    (classId, limit) => namesOfClass.all({ part, classId, limit, statuses: JSON.stringify(statuses) }) as CustodyName[],
  );
}

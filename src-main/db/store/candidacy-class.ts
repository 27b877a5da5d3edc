import type { Output } from '#shared/contract/index.ts';
import type { DeskDb } from '../open.ts';
import {
  type PupilLine,
  pupilLineColumns,
  pupilLineFrom,
  pupilLineJoins,
  type RawPupilLine,
} from './candidacy-line.ts';

export type ClassLine = Output<'desk.classes'>[number];

/** Records that are another record's or nobody's any more: in no count of a class. */
const outOfCount: readonly string[] = ['staged', 'joined', 'withdrawn', 'void', 'setAside'];
const doneAtDesk: readonly string[] = [
  'completed',
  'reviewed',
  'released',
  'received',
  'inEffect',
  'suspended',
  'closed',
];

type ClassRow = Pick<ClassLine, 'classId' | 'schoolName' | 'className' | 'cohortYear'>;
type Count = { readonly classId: string; readonly what: string; readonly count: number };

const classColumns = `SELECT k.id AS classId, s.name AS schoolName, k.name AS className, k.cohort_year AS cohortYear
  FROM school_class k JOIN school s ON s.id = k.school_id`;
// answered from the index candidacy_by_class alone: 300,000 records take some 20 ms
const countColumns = 'SELECT class_id AS classId, status AS what, count(*) AS count FROM candidacy';
const markColumns = `SELECT c.class_id AS classId, a.kind AS what, count(*) AS count
  FROM attendance_mark a CROSS JOIN candidacy c ON c.id = a.candidacy_id
  WHERE c.class_id IS NOT NULL AND c.status NOT IN (${[...outOfCount, ...doneAtDesk].map((s) => `'${s}'`).join(', ')})`;

/** Every class of the office's own schools with its counts, by school, year and class code. */
export function classLines(db: DeskDb): ClassLine[] {
  const classes = db
    .statement(`${classColumns} WHERE s.is_own = 1 AND k.closed_at IS NULL ORDER BY s.code, k.cohort_year, k.code`)
    .all() as ClassRow[];
  const counts = db.statement(`${countColumns} WHERE class_id IS NOT NULL GROUP BY class_id, status`).all() as Count[];
  const marks = db.statement(`${markColumns} GROUP BY c.class_id, a.kind`).all() as Count[];
  const byClass = new Map<string, Count[]>();
  for (const count of [...counts, ...marks]) {
    const own = byClass.get(count.classId);
    if (own) own.push(count);
    else byClass.set(count.classId, [count]);
  }
  return classes.map((row) => classLine(row, byClass.get(row.classId) ?? []));
}

/** One class with its counts, or null. */
export function classLineOf(db: DeskDb, classId: string): ClassLine | null {
  const row = db.statement(`${classColumns} WHERE k.id = ?`).get(classId) as ClassRow | undefined;
  if (!row) return null;
  const counts = db.statement(`${countColumns} WHERE class_id = ? GROUP BY status`).all(classId) as Count[];
  const marks = db.statement(`${markColumns} AND c.class_id = ? GROUP BY a.kind`).all(classId) as Count[];
  return classLine(row, [...counts, ...marks]);
}

/**
 * `waiting` counts everybody whose capture is still to come, absent and late included: the two are marks of the session.
 * total = done + waiting + returned + waitingForTeacher + those who wait for the region.
 */
function classLine(row: ClassRow, counts: readonly Count[]): ClassLine {
  const sum = (...whats: readonly string[]) =>
    counts.filter((c) => whats.includes(c.what)).reduce((total, c) => total + c.count, 0);
  return {
    ...row,
    total: counts.reduce((total, c) => total + (isCounted(c.what) ? c.count : 0), 0),
    done: sum(...doneAtDesk),
    waiting: sum('awaitingCapture'),
    absent: sum('absent'),
    late: sum('late'),
    returned: sum('returned', 'refusedByRegion'),
    waitingForTeacher: sum('preRegistered'),
  };
}

function isCounted(what: string): boolean {
  return what !== 'absent' && what !== 'late' && !outOfCount.includes(what);
}

/** The pupils of a class in calling order: seat number, then name. */
export function pupilsOfClass(db: DeskDb, classId: string): PupilLine[] {
  const rows = db
    .statement(
      `SELECT ${pupilLineColumns} FROM candidacy c ${pupilLineJoins}
       WHERE c.class_id = ? AND c.status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'setAside')
       ORDER BY c.seat_no IS NULL, c.seat_no, c.pinyin_full, c.id`,
    )
    .all(classId) as RawPupilLine[];
  return rows.map(pupilLineFrom);
}

/**
 * Who is called after `candidacyId`: the next one in calling order whose desk work is open and who is not marked absent,
 * beginning again at the top; those marked late come when nobody else is left. Null when the class is done.
 */
export function nextWaiting(pupils: readonly PupilLine[], candidacyId: string): string | null {
  const at = pupils.findIndex((pupil) => pupil.candidacyId === candidacyId);
  const ahead = [...pupils.slice(at + 1), ...pupils.slice(0, Math.max(at, 0))].filter(isWaiting);
  return (
    (ahead.find((pupil) => pupil.absence === null) ?? ahead.find((pupil) => pupil.absence === 'late'))?.candidacyId ??
    null
  );
}

function isWaiting(pupil: PupilLine): boolean {
  const open = pupil.status === 'awaitingCapture' || pupil.status === 'preRegistered' || pupil.status === 'returned';
  // approved, but the rules refused the held work then: the desk has to look again
  return open && (!pupil.held || pupil.status === 'awaitingCapture');
}

/** Year in which a class began; null for no class. */
export function classCohort(db: DeskDb, classId: string | null): number | null {
  const year = db
    .statement('SELECT cohort_year FROM school_class WHERE id = ?')
    .pluck()
    .get(classId ?? '');
  return typeof year === 'number' ? year : null;
}

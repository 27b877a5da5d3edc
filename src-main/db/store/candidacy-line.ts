import type { Output } from '#shared/contract/index.ts';
import type { DeskDb } from '../open.ts';
import { currentShotOf } from './capture.ts';

/** A pupil as lists show it: no full number, only the last four characters. */
export type PupilLine = Output<'desk.queue'>['pupils'][number];

/** SELECT list and joins of a pupil line, over `candidacy c`; every list of people is built on it. */
export const pupilLineColumns = `c.id AS candidacyId, c.version, c.status, c.entry_category = 'private' AS isPrivate,
  c.full_name AS fullName, c.sex,
  c.birth_date AS birthDate, s.name AS schoolName, k.name AS className, c.class_id AS classId, c.seat_no AS seatNo,
  substr(c.document_number, -4) AS documentLastFour,
  ${currentShotOf('c.id')} AS captureId,
  c.held_completion IS NOT NULL AND c.status IN ('preRegistered', 'returned') AS held, a.kind AS absence, c.flags`;
export const pupilLineJoins = `LEFT JOIN school s ON s.id = c.school_id
  LEFT JOIN school_class k ON k.id = c.class_id
  LEFT JOIN attendance_mark a ON a.candidacy_id = c.id`;

export type RawPupilLine = Omit<PupilLine, 'hasShot' | 'held' | 'isPrivate' | 'flags'> & {
  readonly isPrivate: number;
  readonly held: number;
  readonly flags: string;
};

/** Turns a row of `pupilLineColumns` into the contract's line; extra columns of the list are left out. */
export function pupilLineFrom(raw: RawPupilLine): PupilLine {
  return {
    candidacyId: raw.candidacyId,
    version: raw.version,
    status: raw.status,
    isPrivate: raw.isPrivate === 1,
    fullName: raw.fullName,
    sex: raw.sex,
    birthDate: raw.birthDate,
    schoolName: raw.schoolName,
    className: raw.className,
    classId: raw.classId,
    seatNo: raw.seatNo,
    documentLastFour: raw.documentLastFour,
    hasShot: raw.captureId !== null,
    captureId: raw.captureId,
    held: raw.held === 1,
    absence: raw.absence,
    flags: JSON.parse(raw.flags) as string[],
  };
}

/** The line of one live candidacy. The caller has checked the scope; a missing row is a bug. */
export function pupilLineOf(db: DeskDb, candidacyId: string): PupilLine {
  const raw = db
    .statement(`SELECT ${pupilLineColumns} FROM candidacy c ${pupilLineJoins} WHERE c.id = ? AND c.status <> 'staged'`)
    .get(candidacyId) as RawPupilLine | undefined;
  if (!raw) throw new Error('pupilLineOf: no such candidacy');
  return pupilLineFrom(raw);
}

/** Where and how a list is cut out of the live candidacies: conditions over `c`, parameters by name, order, most rows. */
export type ListQuestion = {
  readonly where: string;
  readonly parameters: Record<string, string | number | null>;
  readonly orderBy: string;
  readonly limit: number;
};

/**
 * The lines of a list, in its order. The scope of the account is part of `where`. Who is in it is picked first: the
 * columns of a line are read for those who are shown, not for everybody who was sorted.
 */
export function pupilLines(db: DeskDb, question: ListQuestion): PupilLine[] {
  const { where, parameters, orderBy, limit } = question;
  const rows = db
    .statement(
      `SELECT ${pupilLineColumns} FROM (SELECT c.rowid AS picked FROM candidacy c WHERE ${where} ORDER BY ${orderBy} LIMIT @limit)
       CROSS JOIN candidacy c ON c.rowid = picked ${pupilLineJoins} ORDER BY ${orderBy}`,
    )
    .all({ ...parameters, limit }) as RawPupilLine[];
  return rows.map(pupilLineFrom);
}

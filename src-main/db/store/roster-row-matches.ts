import { inArray } from 'drizzle-orm';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, candidacy } from '../schema/candidacy.ts';

/** A record that a roster row may be about. */
export type MatchedPerson = {
  readonly id: string;
  readonly fullName: string;
  readonly nameKey: string;
  readonly birthDate: string;
  readonly documentNumber: string;
  readonly className: string | null;
  readonly schoolId: string | null;
};

const columns = `c.id, c.full_name AS fullName, c.name_key AS nameKey, c.birth_date AS birthDate,
  c.document_number AS documentNumber, k.name AS className, c.school_id AS schoolId`;
const from = 'candidacy c LEFT JOIN school_class k ON k.id = c.class_id';
// staged rows belong to an import that is not accepted; joined and void ones are nobody any more
const living = `c.status NOT IN ('staged', 'joined', 'withdrawn', 'void')`;

/** Records that have this document number now. */
export function holdersOfDocument(db: DeskDb, type: string, number: string): readonly CandidacyRow[] {
  const ids = db
    .statement(
      `SELECT c.id FROM candidacy c WHERE c.document_number = ? AND c.document_type = ? AND ${living} ORDER BY c.id`,
    )
    .pluck()
    .all(number, type) as string[];
  return ids.length === 0 ? [] : db.orm.select().from(candidacy).where(inArray(candidacy.id, ids)).all();
}

/** Records that had this number once and have another now, or are filed under another document type. */
export function formerHolders(db: DeskDb, number: string): readonly CandidacyRow[] {
  const ids = db
    .statement(
      `SELECT DISTINCT c.id FROM number_history h JOIN candidacy c ON c.id = h.candidacy_id
       WHERE h.value = ? AND h.kind = 'documentNumber' AND ${living}`,
    )
    .pluck()
    .all(number) as string[];
  return ids.length === 0 ? [] : db.orm.select().from(candidacy).where(inArray(candidacy.id, ids)).all();
}

/** Records of the same name, whatever the birth date. */
export function namesakes(db: DeskDb, nameKey: string): readonly MatchedPerson[] {
  return db
    .statement(`SELECT ${columns} FROM ${from} WHERE c.name_key = ? AND ${living} LIMIT 200`)
    .all(nameKey) as MatchedPerson[];
}

/** Records of the same birth date. */
export function bornOn(db: DeskDb, birthDate: string): readonly MatchedPerson[] {
  return db
    .statement(`SELECT ${columns} FROM ${from} WHERE c.birth_date = ? AND ${living} LIMIT 2000`)
    .all(birthDate) as MatchedPerson[];
}

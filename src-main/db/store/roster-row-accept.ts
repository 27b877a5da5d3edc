import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import type { PupilRecord } from '#shared/domain/roster-row.ts';
import type { DeskDb } from '../open.ts';

export type NewPupil = {
  readonly candidacyId: string;
  readonly record: PupilRecord & { readonly sha256: string };
  readonly classId: string | null;
  readonly numberIds: readonly [string, string];
};

const insertCandidacy = `INSERT INTO candidacy (id, version, status, revision, entry_category, origin, import_batch_id, school_id,
    class_id, seat_no, cohort_year, full_name, name_key, pinyin_initials, pinyin_full, sex, ethnicity, political_status,
    pupil_category, household_place, household_authority, document_type, document_number, birth_date, mobile, address,
    post_code, foreign_language, enrolment_no, approved_by_teacher, approved_by_teacher_at, approval_is_foreign,
    entered_by, regulation_edition, created_at, updated_at, source_row_sha256)
  VALUES (@id, 1, 'staged', 0, 'enrolled', 'roster', @batchId, @schoolId, @classId, @seatNo, @cohortYear, @fullName, @nameKey,
    @pinyinInitials, @pinyinFull, @sex, @ethnicity, @politicalStatus, @pupilCategory, @householdPlace, @householdAuthority,
    @documentType, @documentNumber, @birthDate, @mobile, @address, @postCode, @foreignLanguage, @enrolmentNo, @approvedBy,
    @approvedAt, @isForeign, @enteredBy, @edition, @at, @at, @sha256)`;

/**
 * Copies pupils into `candidacy` as `staged`: no list, search or sum shows them until the import is accepted. `by` is the
 * account that imports; it has entered them, so others review and release (four eyes, DESIGN §5).
 */
export function insertStaged(
  db: DeskDb,
  pupils: readonly NewPupil[],
  batch: { readonly id: string; readonly edition: string; readonly at: string; readonly by: string },
): void {
  const insert = db.statement(insertCandidacy);
  const addResume = db.statement(
    'INSERT INTO resume_entry (candidacy_id, position, from_month, until_month, place) VALUES (?, ?, ?, ?, ?)',
  );
  const addFamily = db.statement(
    'INSERT INTO family_member (candidacy_id, position, relation, full_name, workplace, phone) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addNumber = db.statement(
    `INSERT INTO number_history (id, candidacy_id, kind, value, reason, since, until) VALUES (?, ?, ?, ?, 'assigned', ?, NULL)`,
  );
  for (const { candidacyId, record, classId, numberIds } of pupils) {
    const { resume, family, schoolCode: _, schoolName: __, classCode: ___, className: ____, ...fields } = record.data;
    insert.run({
      ...fields,
      id: candidacyId,
      batchId: batch.id,
      schoolId: record.schoolId,
      classId,
      seatNo: record.seatNo,
      nameKey: record.nameKey,
      pinyinInitials: record.pinyinInitials,
      pinyinFull: record.pinyinFull,
      approvedBy: record.approval?.by ?? null,
      approvedAt: record.approval?.at ?? null,
      isForeign: record.approval ? 1 : 0,
      enteredBy: batch.by,
      edition: batch.edition,
      at: batch.at,
      sha256: record.sha256,
    });
    for (const [at, entry] of resume.entries()) addResume.run(candidacyId, at, entry.from, entry.until, entry.place);
    for (const [at, member] of family.entries()) {
      addFamily.run(candidacyId, at, member.relation, member.fullName, member.workplace, member.phone);
    }
    addNumber.run(numberIds[0], candidacyId, 'documentNumber', fields.documentNumber, batch.at);
    if (fields.enrolmentNo) addNumber.run(numberIds[1], candidacyId, 'enrolmentNo', fields.enrolmentNo, batch.at);
  }
}

/**
 * Makes up to `limit` staged pupils of an import real: those whose class teacher's approval came along wait for capture,
 * the others for the teacher. Returns how many. Ten thousand at once would rewrite and encrypt some 2,000 pages in one
 * commit (about 150 ms), which a clerk's save would have to wait for.
 */
export function releaseStaged(db: DeskDb, batchId: string, limit: number): number {
  return db
    .statement(
      `UPDATE candidacy SET status = CASE approval_is_foreign WHEN 1 THEN 'awaitingCapture' ELSE 'preRegistered' END
       WHERE id IN (SELECT id FROM candidacy INDEXED BY candidacy_by_status
         WHERE status = 'staged' AND import_batch_id = ? LIMIT ?)`,
    )
    .run(batchId, limit).changes;
}

/** Imports that hold staged pupils; none, except while one is being written or after a crash. */
export function batchesWithStaged(db: DeskDb): readonly string[] {
  return db
    .statement(`SELECT DISTINCT import_batch_id FROM candidacy WHERE status = 'staged'`)
    .pluck()
    .all() as string[];
}

/** How many pupils of an import are still staged. */
export function countStaged(db: DeskDb, batchId: string): number {
  const count = db.statement(`SELECT count(*) FROM candidacy WHERE import_batch_id = ? AND status = 'staged'`).pluck();
  return Number(count.get(batchId));
}

/**
 * Staged pupils whose document number is that of a record written since the instant `since`: pairs for a case each. What
 * was there before was looked at when each row was copied. The scan goes by the index on status and time of change.
 */
export function stagedDuplicates(
  db: DeskDb,
  batchId: string,
  since: string,
): readonly { readonly stagedId: string; readonly otherId: string; readonly fullName: string }[] {
  const living = candidacyStatuses.filter((status) => !['staged', 'joined', 'withdrawn', 'void'].includes(status));
  return db
    .statement(
      `SELECT s.id AS stagedId, c.id AS otherId, c.full_name AS fullName
       FROM candidacy c INDEXED BY candidacy_by_status
         JOIN candidacy s INDEXED BY candidacy_by_document
           ON s.document_number = c.document_number AND s.document_type = c.document_type
       WHERE c.status IN (SELECT value FROM json_each(@living)) AND c.updated_at >= @since
         AND s.import_batch_id = @batchId AND s.status = 'staged'`,
    )
    .all({ batchId, since, living: JSON.stringify(living) }) as {
    stagedId: string;
    otherId: string;
    fullName: string;
  }[];
}

/** Takes back up to `limit` staged pupils of an import. Returns how many went. */
export function removeStaged(db: DeskDb, batchId: string, limit: number): number {
  const ids = db
    .statement(`SELECT id FROM candidacy WHERE import_batch_id = ? AND status = 'staged' LIMIT ?`)
    .pluck()
    .all(batchId, limit) as string[];
  for (const id of ids) {
    db.statement('DELETE FROM resume_entry WHERE candidacy_id = ?').run(id);
    db.statement('DELETE FROM family_member WHERE candidacy_id = ?').run(id);
    db.statement('DELETE FROM number_history WHERE candidacy_id = ?').run(id);
    db.statement('DELETE FROM candidacy WHERE id = ?').run(id);
  }
  return ids.length;
}

/** Adds a class that a roster named. */
export function insertClass(
  db: DeskDb,
  entry: {
    readonly id: string;
    readonly schoolId: string;
    readonly code: string;
    readonly name: string;
    readonly cohortYear: number;
  },
): void {
  db.statement('INSERT INTO school_class (id, school_id, code, name, cohort_year) VALUES (?, ?, ?, ?, ?)').run(
    entry.id,
    entry.schoolId,
    entry.code,
    entry.name,
    entry.cohortYear,
  );
}

/** Takes back a class that nobody belongs to. */
export function removeEmptyClass(db: DeskDb, id: string): void {
  db.statement(
    `DELETE FROM school_class WHERE id = @id AND NOT EXISTS (SELECT 1 FROM candidacy WHERE class_id = @id)
       AND NOT EXISTS (SELECT 1 FROM user_class WHERE class_id = @id)
       AND NOT EXISTS (SELECT 1 FROM photo_folder WHERE match_class_id = @id)`,
  ).run({ id });
}

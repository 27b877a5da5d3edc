import type { DeskDb } from '../open.ts';

type EarlierPhoto = { readonly sha256: string; readonly what: string; readonly takenAt: string };

/**
 * The picture by which people can tell that it is this pupil, best evidence first: the document that a difference was
 * settled from; the photo of an earlier revision; the photo of a record that was joined to this very one, by a person here or by the region.
 * Null = none is held. The shot that counts now is never its own evidence.
 */
export function earlierPhotoOf(db: DeskDb, candidacyId: string): EarlierPhoto | null {
  const row = db
    .statement(
      `SELECT sha256, what, takenAt FROM (
         SELECT 1 AS rank, d.rowid AS age, d.document_picture_sha256 AS sha256, '证件照片' AS what, d.settled_at AS takenAt
           FROM desk_difference d WHERE d.candidacy_id = @candidacyId AND d.document_picture_sha256 IS NOT NULL
         UNION ALL
         SELECT 2, p.rowid, p.derived_sha256, '上一次登记的照片', p.taken_at
           FROM capture p WHERE p.candidacy_id = @candidacyId AND p.state = 'superseded' AND p.revision > 0
         UNION ALL
         SELECT 3, p.rowid, p.derived_sha256, '并入的另一份记录的照片', p.taken_at
           FROM candidacy own JOIN candidacy c ON c.status = 'joined' AND c.cohort_year IS own.cohort_year
             JOIN event e ON e.subject_id = c.id AND e.kind = 'candidacy.joined'
             JOIN event_payload d ON d.event_seq = e.seq AND json_extract(d.content, '$.canonicalCandidacyId') = own.id
             JOIN capture p ON p.candidacy_id = c.id
           WHERE own.id = @candidacyId)
       ORDER BY rank, age DESC LIMIT 1`,
    )
    .get({ candidacyId }) as EarlierPhoto | undefined;
  return row ?? null;
}

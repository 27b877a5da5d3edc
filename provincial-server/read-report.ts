import type { ServerDb } from './database.ts';
import { type DeskGaps, readGaps } from './store/arrived-gaps.ts';

export type ReportLine = {
  readonly candidacyId: string;
  readonly personId: string;
  readonly canonicalCandidacyId: string;
  readonly revision: number;
  readonly candidacyNo: string | null;
  readonly photoSha256: string;
};
export type Report = {
  readonly counts: Readonly<
    Record<
      'messages' | 'refused' | 'persons' | 'candidacies' | 'revisions' | 'captures' | 'photos' | 'openCases',
      number
    >
  >;
  /** the revision in force of every candidacy */
  readonly candidacies: readonly ReportLine[];
  /** by desk and opening of its file: which numbers have not arrived */
  readonly desks: readonly DeskGaps[];
};

/** Rows and photo hashes as they stand, to compare with a desk. One statement each, in one transaction. */
export async function readReport(db: ServerDb): Promise<Report> {
  return db.transaction(async (connection) => {
    const [counts] = await connection.query<Report['counts']>(
      `SELECT (SELECT count(*)::integer FROM message) AS messages,
        (SELECT count(*)::integer FROM message WHERE outcome = 'refused') AS refused,
        (SELECT count(*)::integer FROM person) AS persons,
        (SELECT count(*)::integer FROM candidacy) AS candidacies,
        (SELECT count(*)::integer FROM candidacy_revision) AS revisions,
        (SELECT count(*)::integer FROM capture) AS captures,
        (SELECT count(*)::integer FROM photo) AS photos,
        (SELECT count(*)::integer FROM case_file WHERE state = 'open') AS "openCases"`,
    );
    if (!counts) throw new Error('no counts');
    const candidacies = await connection.query<ReportLine>(
      `SELECT c.candidacy_id AS "candidacyId", c.person_id AS "personId",
         p.canonical_candidacy_id AS "canonicalCandidacyId", r.revision, r.candidacy_no AS "candidacyNo",
         k.photo_sha256 AS "photoSha256"
       FROM candidacy c
       JOIN person p USING (person_id)
       JOIN candidacy_revision r ON r.message_id = c.current_message_id
       JOIN capture k ON k.message_id = c.current_message_id
       ORDER BY r.candidacy_no, c.candidacy_id`,
    );
    return { counts, candidacies, desks: await readGaps(connection) };
  });
}

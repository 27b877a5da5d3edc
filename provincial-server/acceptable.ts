import type { ServerDb } from './database.ts';

/** A stored revision that the region can put in effect; `acceptedAt` is now by the receiver's clock. */
export type AcceptableRevision = {
  readonly candidacyId: string;
  readonly revision: number;
  readonly acceptedAt: string;
};

/** The revision in force of every candidacy that came from an office and that no open case holds back. */
export async function acceptableRevisions(db: ServerDb, officeId: string): Promise<AcceptableRevision[]> {
  const acceptedAt = new Date().toISOString();
  const rows = await db.transaction((connection) =>
    connection.query<{ candidacyId: string; revision: number }>(
      `SELECT c.candidacy_id AS "candidacyId", c.current_revision AS revision
       FROM candidacy c
       JOIN message m ON m.message_id = c.current_message_id
       JOIN device d ON d.device_id = m.device_id
       JOIN person p ON p.person_id = c.person_id
       WHERE d.office_id = $1 AND p.canonical_candidacy_id = c.candidacy_id
         AND NOT EXISTS (SELECT 1 FROM case_file f WHERE f.person_id = c.person_id AND f.state = 'open')
       ORDER BY c.first_received_at, c.candidacy_id`,
      [officeId],
    ),
  );
  return rows.map((row) => ({ ...row, acceptedAt }));
}

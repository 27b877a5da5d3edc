import type { Connection } from './database.ts';

/** A stored revision that the region can put in effect. */
export type AcceptableRevision = { readonly candidacyId: string; readonly revision: number };

/**
 * The revision in force of every candidacy that came from an office, that no open case holds back and that was not
 * accepted or given back before.
 */
export async function acceptableRevisions(
  connection: Connection,
  officeId: string,
): Promise<readonly AcceptableRevision[]> {
  return connection.query<AcceptableRevision>(
    `SELECT c.candidacy_id AS "candidacyId", c.current_revision AS revision
     FROM candidacy c
     JOIN message m ON m.message_id = c.current_message_id
     JOIN device d ON d.device_id = m.device_id
     JOIN person p ON p.person_id = c.person_id
     WHERE d.office_id = $1 AND p.canonical_candidacy_id = c.candidacy_id
       AND NOT EXISTS (SELECT 1 FROM case_file f WHERE f.person_id = c.person_id AND f.state = 'open')
       AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.kind IN ('acceptance', 'returned') AND n.subject_id = c.candidacy_id
         AND n.revision = c.current_revision)
     ORDER BY c.first_received_at, c.candidacy_id`,
    [officeId],
  );
}

import type { Connection } from '../database.ts';

/** The message in force of a record, with its receipt, and what stands against giving it to another county. */
export type HeldRecord = {
  readonly messageId: string;
  readonly revision: number;
  readonly body: string;
  readonly receiptBody: string;
  readonly receiptSignature: string;
  /** the office whose desk sent the revision in force */
  readonly officeId: string;
  /** false = joined with another record: that one is the person's */
  readonly isCanonical: boolean;
  readonly isInQuestion: boolean;
  readonly wasAccepted: boolean;
};

/** What the region holds of a record; null = nothing. */
export async function loadHeldRecord(connection: Connection, candidacyId: string): Promise<HeldRecord | null> {
  const rows = await connection.query<HeldRecord>(
    `SELECT m.message_id AS "messageId", c.current_revision AS revision, r.body,
       m.receipt_body AS "receiptBody", m.receipt_signature AS "receiptSignature", d.office_id AS "officeId",
       p.canonical_candidacy_id = c.candidacy_id AS "isCanonical",
       EXISTS (SELECT 1 FROM case_file f WHERE f.person_id = c.person_id AND f.state = 'open') AS "isInQuestion",
       EXISTS (SELECT 1 FROM notice n WHERE n.kind = 'acceptance' AND n.subject_id = c.candidacy_id) AS "wasAccepted"
     FROM candidacy c JOIN message m ON m.message_id = c.current_message_id
     JOIN candidacy_revision r ON r.message_id = m.message_id
     JOIN device d ON d.device_id = m.device_id JOIN person p ON p.person_id = c.person_id
     WHERE c.candidacy_id = $1`,
    [candidacyId],
  );
  return rows[0] ?? null;
}

/** Candidacy numbers under which revisions of the record came, oldest first, each once. */
export async function numbersOfRevisions(connection: Connection, candidacyId: string): Promise<readonly string[]> {
  const rows = await connection.query<{ no: string }>(
    `SELECT candidacy_no AS no FROM candidacy_revision WHERE candidacy_id = $1 AND candidacy_no IS NOT NULL
     GROUP BY candidacy_no ORDER BY min(revision), candidacy_no`,
    [candidacyId],
  );
  return rows.map(({ no }) => no);
}

/** True where the region has given this office a record with this photo. */
export async function carriedPhoto(connection: Connection, officeId: string, sha256: string): Promise<boolean> {
  const rows = await connection.query(
    `SELECT 1 AS one FROM notice n JOIN capture c ON c.candidacy_id = n.subject_id AND c.revision = n.revision
     WHERE n.kind = 'arrival' AND n.office_id = $1 AND c.photo_sha256 = $2 LIMIT 1`,
    [officeId, sha256],
  );
  return rows.length > 0;
}

import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { Connection } from '../database.ts';
import { noteNumbers } from './arrived-number.ts';

/** The revision in force of a candidacy, or null when it is new here. */
export async function loadCurrentRevision(connection: Connection, candidacyId: string): Promise<number | null> {
  const rows = await connection.query<{ revision: number }>(
    'SELECT current_revision AS revision FROM candidacy WHERE candidacy_id = $1',
    [candidacyId],
  );
  return rows[0]?.revision ?? null;
}

/** True when this revision is here already, under another message id. */
export async function hasRevision(connection: Connection, candidacyId: string, revision: number): Promise<boolean> {
  const rows = await connection.query(
    'SELECT 1 AS one FROM candidacy_revision WHERE candidacy_id = $1 AND revision = $2 LIMIT 1',
    [candidacyId, revision],
  );
  return rows.length > 0;
}

/** Offices that sent this candidacy's record, and those that the region gave it to by a transfer; [] = it is not here. */
export async function officesOfRecord(connection: Connection, candidacyId: string): Promise<readonly string[]> {
  const rows = await connection.query<{ officeId: string }>(
    `SELECT r.body::json->>'officeId' AS "officeId" FROM candidacy_revision r
     JOIN candidacy c ON c.candidacy_id = r.candidacy_id WHERE r.candidacy_id = $1
     UNION SELECT n.office_id::text FROM notice n
     WHERE n.kind = 'arrival' AND n.subject_id = $1 AND n.office_id IS NOT NULL`,
    [candidacyId],
  );
  return rows.map((row) => row.officeId);
}

/** Where the last transfer took this candidacy, with the revision that went along; null = it was never transferred. */
export async function lastArrival(
  connection: Connection,
  candidacyId: string,
): Promise<{ readonly officeId: string; readonly revision: number } | null> {
  const [row] = await connection.query<{ officeId: string; revision: number }>(
    `SELECT office_id::text AS "officeId", revision FROM notice
     WHERE kind = 'arrival' AND subject_id = $1 AND office_id IS NOT NULL ORDER BY revision DESC, id DESC LIMIT 1`,
    [candidacyId],
  );
  return row ?? null;
}

/** A candidacy that is new here, under its person. */
export async function insertCandidacy(
  connection: Connection,
  message: CandidacyMessage,
  personId: string,
  at: string,
): Promise<void> {
  await connection.query(
    `INSERT INTO candidacy (candidacy_id, person_id, current_revision, current_message_id, first_received_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [message.candidacyId, personId, message.revision, message.messageId, at],
  );
}

/** Puts a newer revision in force. */
export async function replaceRevision(connection: Connection, message: CandidacyMessage): Promise<void> {
  await connection.query(
    'UPDATE candidacy SET current_revision = $2, current_message_id = $3 WHERE candidacy_id = $1',
    [message.candidacyId, message.revision, message.messageId],
  );
}

/** A message that is kept: its text exactly as received, and its number of the desk's. */
type Kept = { readonly message: CandidacyMessage; readonly body: string; readonly deskSeq: number };

/** Keeps revisions and their captures, whatever is in force; the photos' bytes are on disk already. */
export async function insertRevisions(connection: Connection, kept: readonly Kept[], at: string): Promise<void> {
  const revisions = kept.map(({ message, body }) => ({
    message_id: message.messageId,
    candidacy_id: message.candidacyId,
    revision: message.revision,
    replaces: message.replaces,
    candidacy_no: message.candidacyNo,
    document_type: message.data.documentType,
    document_number: message.data.documentNumber,
    cohort_year: message.data.cohortYear,
    full_name: message.data.fullName,
    body,
  }));
  await connection.query(
    `INSERT INTO candidacy_revision (message_id, candidacy_id, revision, replaces, candidacy_no, document_type,
       document_number, cohort_year, full_name, body, received_at)
     SELECT r.*, $2::timestamptz FROM json_to_recordset($1::json) AS r (message_id uuid, candidacy_id uuid,
       revision integer, replaces integer, candidacy_no text, document_type text, document_number text,
       cohort_year integer, full_name text, body text)`,
    [JSON.stringify(revisions), at],
  );
  const captures = JSON.stringify(
    kept.map(({ message }) => ({
      message_id: message.messageId,
      candidacy_id: message.candidacyId,
      revision: message.revision,
      device_id: message.deviceId,
      photo_sha256: message.photo.sha256,
      original_sha256: message.photo.originalSha256,
      profile_edition: message.photo.profileEdition,
      captured_at: message.captured.at,
      byte_length: message.photo.byteLength,
    })),
  );
  await connection.query(
    `INSERT INTO photo (sha256, byte_length, stored_at)
     SELECT photo_sha256, byte_length, $2::timestamptz
     FROM json_to_recordset($1::json) AS r (photo_sha256 text, byte_length integer) ON CONFLICT DO NOTHING`,
    [captures, at],
  );
  await connection.query(
    `INSERT INTO capture (message_id, candidacy_id, revision, device_id, photo_sha256, original_sha256,
       profile_edition, captured_at)
     SELECT r.* FROM json_to_recordset($1::json) AS r (message_id uuid, candidacy_id uuid, revision integer,
       device_id uuid, photo_sha256 text, original_sha256 text, profile_edition text, captured_at timestamptz)`,
    [captures],
  );
}

/** Notes that desks were here, how far their sequences have come, and which numbers. */
export async function touchDevices(connection: Connection, kept: readonly Kept[], at: string): Promise<void> {
  // the last of each desk says whose it is; in one order, so that no two wait for each other
  const last = new Map(kept.map((one) => [one.message.deviceId, one]));
  const highest = (deviceId: string) =>
    Math.max(...kept.filter((one) => one.message.deviceId === deviceId).map((one) => one.deskSeq));
  for (const [deviceId, { message }] of [...last].sort(([left], [right]) => (left < right ? -1 : 1))) {
    await connection.query(
      `INSERT INTO device (device_id, office_id, exam_area_code, incarnation, highest_desk_seq, first_seen_at,
         last_seen_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6)
       ON CONFLICT (device_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, incarnation = excluded.incarnation,
         highest_desk_seq = greatest(device.highest_desk_seq, excluded.highest_desk_seq)`,
      [deviceId, message.officeId, message.examAreaCode, message.incarnation, highest(deviceId), at],
    );
  }
  await noteNumbers(
    connection,
    kept.map(({ message, deskSeq }) => ({
      deviceId: message.deviceId,
      incarnation: message.incarnation,
      deskSeq,
      messageId: message.messageId,
    })),
  );
}

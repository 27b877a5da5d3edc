import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { MessageNames } from '../accept-record.ts';
import type { Connection } from '../database.ts';

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

/** Keeps a revision and its capture, whatever is in force; the photo's bytes are on disk already. */
export async function insertRevision(
  connection: Connection,
  message: CandidacyMessage,
  body: string,
  at: string,
): Promise<void> {
  const { data } = message;
  await connection.query(
    `INSERT INTO candidacy_revision (message_id, candidacy_id, revision, replaces, candidacy_no, document_type,
       document_number, cohort_year, full_name, body, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      message.messageId,
      message.candidacyId,
      message.revision,
      message.replaces,
      message.candidacyNo,
      data.documentType,
      data.documentNumber,
      data.cohortYear,
      data.fullName,
      body,
      at,
    ],
  );
  await connection.query(
    'INSERT INTO photo (sha256, byte_length, stored_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [message.photo.sha256, message.photo.byteLength, at],
  );
  await connection.query(
    `INSERT INTO capture (message_id, candidacy_id, revision, device_id, photo_sha256, original_sha256,
       profile_edition, captured_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      message.messageId,
      message.candidacyId,
      message.revision,
      message.deviceId,
      message.photo.sha256,
      message.photo.originalSha256,
      message.photo.profileEdition,
      message.captured.at,
    ],
  );
}

/** Notes that a desk was here, and how far its sequence has come. */
export async function touchDevice(
  connection: Connection,
  envelope: MessageNames,
  message: CandidacyMessage,
  at: string,
): Promise<void> {
  await connection.query(
    `INSERT INTO device (device_id, office_id, exam_area_code, incarnation, highest_desk_seq, first_seen_at, last_seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (device_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, incarnation = excluded.incarnation,
       highest_desk_seq = greatest(device.highest_desk_seq, excluded.highest_desk_seq)`,
    [message.deviceId, message.officeId, message.examAreaCode, message.incarnation, envelope.deskSeq, at],
  );
  await connection.query(
    'INSERT INTO arrived_number (device_id, incarnation, desk_seq) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [message.deviceId, message.incarnation, envelope.deskSeq],
  );
}

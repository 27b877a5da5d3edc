import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { Connection } from '../database.ts';

/** A message about somebody nobody knows yet, with the id of the person it founds. */
export type Newcomer = { readonly message: CandidacyMessage; readonly personId: string };

/**
 * The messages of a group that cannot touch anybody else: their candidacy is new, and their document number stands in no
 * person and in no other message of the group. All others have to be settled one by one.
 */
export async function plainNewcomers(
  connection: Connection,
  messages: readonly CandidacyMessage[],
): Promise<ReadonlySet<CandidacyMessage>> {
  const ids = messages.map((one) => one.candidacyId);
  const numbers = messages.map((one) => one.data.documentNumber);
  const rows = await connection.query<{ known: string }>(
    `SELECT candidacy_id::text AS known FROM candidacy WHERE candidacy_id = ANY($1::uuid[])
     UNION ALL SELECT document_number FROM person WHERE document_number = ANY($2::text[])`,
    [ids, numbers],
  );
  const known = new Set(rows.map((row) => row.known));
  const [idsOnce, numbersOnce] = [occursOnce(ids), occursOnce(numbers)];
  return new Set(
    messages.filter(({ candidacyId, data }) => {
      const isKnown = known.has(candidacyId) || known.has(data.documentNumber);
      return !isKnown && idsOnce.has(candidacyId) && numbersOnce.has(data.documentNumber);
    }),
  );
}

/** Founds their persons and candidacies. */
export async function insertNewcomers(
  connection: Connection,
  newcomers: readonly Newcomer[],
  at: string,
): Promise<void> {
  if (newcomers.length === 0) return;
  const rows = newcomers.map(({ message, personId }) => ({
    person_id: personId,
    document_type: message.data.documentType,
    document_number: message.data.documentNumber,
    cohort_year: message.data.cohortYear,
    candidacy_id: message.candidacyId,
    revision: message.revision,
    message_id: message.messageId,
  }));
  const json = JSON.stringify(rows);
  await connection.query(
    `INSERT INTO person (person_id, document_type, document_number, cohort_year, canonical_candidacy_id, created_at)
     SELECT person_id, document_type, document_number, cohort_year, candidacy_id, $2::timestamptz
     FROM json_to_recordset($1::json) AS r (person_id uuid, document_type text, document_number text,
       cohort_year integer, candidacy_id uuid)`,
    [json, at],
  );
  await connection.query(
    `INSERT INTO candidacy (candidacy_id, person_id, current_revision, current_message_id, first_received_at)
     SELECT candidacy_id, person_id, revision, message_id, $2::timestamptz
     FROM json_to_recordset($1::json) AS r (candidacy_id uuid, person_id uuid, revision integer, message_id uuid)`,
    [json, at],
  );
}

function occursOnce(values: readonly string[]): ReadonlySet<string> {
  const [once, twice] = [new Set<string>(), new Set<string>()];
  for (const value of values) (once.has(value) ? twice : once).add(value);
  return new Set([...once].filter((value) => !twice.has(value)));
}

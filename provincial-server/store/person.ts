import type { Connection } from '../database.ts';

/** What makes two records the same pupil: document type, number and cohort, all three exactly (DESIGN §4). */
export type PersonKey = {
  readonly documentType: string;
  readonly documentNumber: string;
  readonly cohortYear: number | null;
};
export type Person = { readonly personId: string; readonly canonicalCandidacyId: string };

const columns = 'person_id AS "personId", canonical_candidacy_id AS "canonicalCandidacyId"';

/** The oldest person with exactly this key; an unknown cohort matches nobody. */
export async function findExactPerson(connection: Connection, key: PersonKey): Promise<Person | null> {
  if (key.cohortYear === null) return null;
  const rows = await connection.query<Person>(
    `SELECT ${columns} FROM person
     WHERE document_number = $1 AND document_type = $2 AND cohort_year = $3 ORDER BY created_at, person_id LIMIT 1`,
    [key.documentNumber, key.documentType, key.cohortYear],
  );
  return rows[0] ?? null;
}

/** Persons with the same number but another document type, or another or unknown cohort: near, so a case, never a join. */
export async function findNearPersons(
  connection: Connection,
  key: PersonKey,
  exceptPersonId: string,
): Promise<readonly Person[]> {
  return connection.query<Person>(
    `SELECT ${columns} FROM person
     WHERE document_number = $1 AND person_id <> $4
       AND (document_type <> $2 OR cohort_year IS DISTINCT FROM $3::integer OR $3::integer IS NULL)`,
    [key.documentNumber, key.documentType, key.cohortYear, exceptPersonId],
  );
}

/** The person of a candidacy with its key and the number of candidacies that share it. */
export async function loadPersonOf(
  connection: Connection,
  candidacyId: string,
): Promise<(Person & PersonKey & { readonly members: number }) | null> {
  const rows = await connection.query<Person & PersonKey & { members: number }>(
    `SELECT p.person_id AS "personId", p.canonical_candidacy_id AS "canonicalCandidacyId",
       p.document_type AS "documentType", p.document_number AS "documentNumber", p.cohort_year AS "cohortYear",
       (SELECT count(*)::integer FROM candidacy m WHERE m.person_id = p.person_id) AS members
     FROM candidacy c JOIN person p USING (person_id) WHERE c.candidacy_id = $1`,
    [candidacyId],
  );
  return rows[0] ?? null;
}

/** A new person, known by this candidacy. */
export async function insertPerson(
  connection: Connection,
  person: Person & PersonKey & { readonly createdAt: string },
): Promise<void> {
  await connection.query(
    `INSERT INTO person (person_id, document_type, document_number, cohort_year, canonical_candidacy_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      person.personId,
      person.documentType,
      person.documentNumber,
      person.cohortYear,
      person.canonicalCandidacyId,
      person.createdAt,
    ],
  );
}

/** A newer revision corrected the document: the person carries the new key. */
export async function changePersonKey(connection: Connection, personId: string, key: PersonKey): Promise<void> {
  await connection.query(
    'UPDATE person SET document_type = $2, document_number = $3, cohort_year = $4 WHERE person_id = $1',
    [personId, key.documentType, key.documentNumber, key.cohortYear],
  );
}

/**
 * Moves a candidacy to another person. The person left behind keeps its other candidacies and is known by the oldest of
 * them; one without any goes, and its cases with it to the other person.
 */
export async function moveCandidacy(
  connection: Connection,
  candidacyId: string,
  from: Person,
  to: Person,
): Promise<void> {
  await connection.query('UPDATE candidacy SET person_id = $2 WHERE candidacy_id = $1', [candidacyId, to.personId]);
  const rest = await connection.query<{ candidacyId: string }>(
    `SELECT candidacy_id AS "candidacyId" FROM candidacy WHERE person_id = $1
     ORDER BY first_received_at, candidacy_id LIMIT 1`,
    [from.personId],
  );
  const oldest = rest[0];
  if (!oldest) {
    await connection.query('UPDATE case_file SET person_id = $2 WHERE person_id = $1', [from.personId, to.personId]);
    await connection.query('DELETE FROM person WHERE person_id = $1', [from.personId]);
  } else if (from.canonicalCandidacyId === candidacyId) {
    await connection.query('UPDATE person SET canonical_candidacy_id = $2 WHERE person_id = $1', [
      from.personId,
      oldest.candidacyId,
    ]);
  }
}

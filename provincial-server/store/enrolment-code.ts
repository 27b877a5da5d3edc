import type { Connection } from '../database.ts';

/** Wrong tries that a code stands. */
const triesPerCode = 5;

export type NewCode = {
  readonly number: string;
  readonly secretHash: string;
  readonly officeId: string;
  readonly validDays: number;
  readonly by: string;
  readonly usableUntil: string;
};

/** Keeps a new code. False = its number is taken. */
export async function insertCode(connection: Connection, code: NewCode, at: string): Promise<boolean> {
  const rows = await connection.query(
    `INSERT INTO enrolment_code (code_number, secret_hash, office_id, valid_days, made_by, made_at, usable_until, tries_left)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING code_number`,
    [code.number, code.secretHash, code.officeId, code.validDays, code.by, at, code.usableUntil, triesPerCode],
  );
  return rows.length > 0;
}

export type UsableCode = {
  readonly secretHash: string;
  readonly officeId: string;
  readonly validDays: number;
  readonly by: string;
};

/** A code that may still be used, locked until the transaction ends; null = unknown, used, too old or tried too often. */
export async function lockUsableCode(connection: Connection, number: string, at: string): Promise<UsableCode | null> {
  const [row] = await connection.query<UsableCode>(
    `SELECT secret_hash AS "secretHash", office_id AS "officeId", valid_days AS "validDays", made_by AS by
     FROM enrolment_code WHERE code_number = $1 AND used_at IS NULL AND tries_left > 0 AND usable_until > $2 FOR UPDATE`,
    [number, at],
  );
  return row ?? null;
}

/** One try less. */
export async function noteWrongTry(connection: Connection, number: string): Promise<void> {
  await connection.query('UPDATE enrolment_code SET tries_left = tries_left - 1 WHERE code_number = $1', [number]);
}

/** The code has enrolled this desk and is over. */
export async function noteCodeUsed(
  connection: Connection,
  number: string,
  deviceId: string,
  at: string,
): Promise<void> {
  await connection.query('UPDATE enrolment_code SET used_at = $2, used_by = $3 WHERE code_number = $1', [
    number,
    at,
    deviceId,
  ]);
}

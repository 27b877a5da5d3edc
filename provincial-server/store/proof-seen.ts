import type { Connection } from '../database.ts';

/** Notes that this proof was taken. False = it was before. */
export async function noteProof(
  connection: Connection,
  challenge: string,
  counter: number,
  at: string,
): Promise<boolean> {
  const rows = await connection.query(
    'INSERT INTO proof_seen (challenge, counter, seen_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING counter',
    [challenge, counter, at],
  );
  return rows.length > 0;
}

/** Lets go of proofs whose challenge has ended before. */
export async function forgetProofs(connection: Connection, before: string): Promise<void> {
  await connection.query('DELETE FROM proof_seen WHERE seen_at < $1', [before]);
}

import type { Connection } from '../database.ts';

const identityLock = 4870;

/**
 * Serialises who-is-who until the end of the transaction: two desks must not found the same person at the same moment,
 * and whoever writes many rows holds it first, so that nobody waits in a circle.
 */
export async function lockIdentities(connection: Connection): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [identityLock]);
}

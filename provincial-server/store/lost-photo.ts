import type { Connection } from '../database.ts';
import type { LostBook, LostPhoto } from '../lost-photos.ts';

const perPage = 10_000;
const perStatement = 1000;

/**
 * The book of acknowledged photos that are gone: those of stored records, and pages of stored changes. A refused record needs
 * none, and what still waits for its receipt its desk sends again by itself. `now` gives a UTC instant.
 */
export function createLostBook(connection: Connection, now: () => string, isPutBack: boolean): LostBook {
  return {
    isPutBack,
    acknowledgedWithout: async (has) => {
      const without: string[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const names: readonly string[] = await photosBehind(connection, after);
        without.push(...names.filter((name) => !has(name)));
        after = names.at(-1) ?? null;
      }
      const pages = await connection.query<{ sha256: string }>(
        `SELECT DISTINCT file_sha256 AS sha256 FROM told_change WHERE state = 'stored' AND file_sha256 IS NOT NULL`,
      );
      const known = new Set(without);
      return [...without, ...pages.flatMap(({ sha256 }) => (has(sha256) || known.has(sha256) ? [] : [sha256]))];
    },
    noted: () => connection.query<LostPhoto>('SELECT sha256, bytes FROM lost_photo'),
    note: async (names) => {
      const noted: LostPhoto[] = [];
      for (let at = 0; at < names.length; at += perStatement)
        noted.push(...(await noteSome(connection, names.slice(at, at + perStatement), now())));
      return noted;
    },
    forget: async (names) => {
      await connection.query('DELETE FROM lost_photo WHERE sha256 = ANY($1::text[])', [[...names]]);
    },
  };
}

async function photosBehind(connection: Connection, after: string): Promise<readonly string[]> {
  const rows = await connection.query<{ sha256: string }>(
    `SELECT sha256 FROM photo WHERE sha256 > $1 ORDER BY sha256 LIMIT ${perPage}`,
    [after],
  );
  return rows.map((row) => row.sha256);
}

async function noteSome(connection: Connection, names: readonly string[], at: string): Promise<readonly LostPhoto[]> {
  await connection.query(
    `INSERT INTO lost_photo (sha256, bytes, noticed_at)
     SELECT sha256, byte_length, $2::timestamptz FROM photo WHERE sha256 = ANY($1::text[])
     UNION ALL SELECT file_sha256, file_bytes, $2::timestamptz FROM told_change
       WHERE state = 'stored' AND file_bytes IS NOT NULL AND file_sha256 = ANY($1::text[])
     ON CONFLICT DO NOTHING`,
    [[...names], at],
  );
  return connection.query<LostPhoto>('SELECT sha256, bytes FROM lost_photo WHERE sha256 = ANY($1::text[])', [
    [...names],
  ]);
}

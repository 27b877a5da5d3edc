import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

type Row = Readonly<Record<string, unknown>>;

/** One connection: `query` with $1… parameters, rows as plain objects (timestamptz as Date, bigint as its driver gives it). */
export type Connection = {
  query<R extends Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly R[]>;
};

/** What the receiver needs of PostgreSQL; embedded and served databases look the same. */
export type ServerDb = Connection & {
  readonly kind: 'pglite' | 'postgresql';
  /** several statements without parameters */
  script(sql: string): Promise<void>;
  /** BEGIN … COMMIT around `step`; anything thrown rolls back */
  transaction<T>(step: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** PostgreSQL inside this process, in `folder`/database. For trials and tests: one process at a time. */
export async function openEmbedded(folder: string): Promise<ServerDb> {
  const home = path.join(folder, 'database');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const lite = await PGlite.create(home);
  return {
    kind: 'pglite',
    query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await lite.query<R>(sql, [...parameters])).rows,
    script: async (sql) => {
      await lite.exec(sql);
    },
    transaction: (step) =>
      lite.transaction((inner) =>
        step({
          query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
            (await inner.query<R>(sql, [...parameters])).rows,
        }),
      ),
    close: () => lite.close(),
  };
}

/** A PostgreSQL server by its connection URL (DATABASE_URL). */
export async function openServed(url: string): Promise<ServerDb> {
  const pool = new pg.Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 10_000 });
  // an idle connection that breaks is replaced by the pool; without a listener it would end the process
  pool.on('error', () => undefined);
  await pool.query('SELECT 1');
  return {
    kind: 'postgresql',
    query: (sql, parameters = []) => rowsOf(pool.query(sql, [...parameters])),
    script: async (sql) => {
      await pool.query(sql);
    },
    transaction: (step) => inTransaction(pool, step),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: pg.Pool, step: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const value = await step({ query: (sql, parameters = []) => rowsOf(client.query(sql, [...parameters])) });
    await client.query('COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function rowsOf<R extends Row>(answer: Promise<pg.QueryResult>): Promise<readonly R[]> {
  return (await answer).rows;
}

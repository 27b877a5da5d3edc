import type { Connection, ServerDb } from './database.ts';
import type { FeedPlace } from './store/notice.ts';

/** The history that places and cursors belong to. */
export type NoticeFeed = { readonly feedId: string };

const beginning: FeedPlace = { writtenIn: '0', id: '0' };
const greatest = 2n ** 63n - 1n;

/**
 * Opens the feed. PostgreSQL counts transactions anew in a database that was restored from a dump: notices would then be
 * written below places that desks have passed. Where that shows, or `restored` says so (a copy of the files shows
 * nothing), every notice gets a new place, in the order they had, and cursors from before start anew.
 */
export async function openFeed(db: ServerDb, newId: () => string, restored: boolean): Promise<void> {
  await db.transaction(async (connection) => {
    await connection.query('LOCK TABLE notice_feed IN EXCLUSIVE MODE');
    const [known] = await connection.query<NoticeFeed>('SELECT feed_id AS "feedId" FROM notice_feed');
    if (known && !restored && !(await isAheadOfClock(connection))) return;
    // one transaction, so one number: the order is that of id, which is the order of issue within this database
    await connection.query('UPDATE notice SET written_in = pg_current_xact_id()');
    const feedId = newId();
    await connection.query(
      'INSERT INTO notice_feed (feed_id) VALUES ($1) ON CONFLICT (only_one) DO UPDATE SET feed_id = excluded.feed_id',
      [feedId],
    );
  });
}

/** The feed as it stands; read for every page, since another process of the same database may have opened it anew. */
export async function readFeed(connection: Connection): Promise<NoticeFeed> {
  const [known] = await connection.query<NoticeFeed>('SELECT feed_id AS "feedId" FROM notice_feed');
  if (!known) throw new Error('feed is not open');
  return known;
}

/** A place as desks keep it: one word that says nothing to them. */
export function cursorOf({ feedId }: NoticeFeed, { writtenIn, id }: FeedPlace): string {
  return Buffer.from(`${feedId}.${writtenIn}.${id}`, 'utf8').toString('base64url');
}

/** The place behind a cursor; the beginning for one of another history, or one that nobody here wrote. */
export function placeOf({ feedId }: NoticeFeed, cursor: string | undefined): FeedPlace {
  const parts = Buffer.from(cursor ?? '', 'base64url')
    .toString('utf8')
    .split('.');
  const [feed, writtenIn = '', id = ''] = parts;
  const isPlace = parts.length === 3 && [writtenIn, id].every((part) => /^\d{1,19}$/.test(part));
  if (feed !== feedId || !isPlace || BigInt(writtenIn) > greatest || BigInt(id) > greatest) return beginning;
  return { writtenIn, id };
}

async function isAheadOfClock(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ ahead: boolean }>(
    'SELECT coalesce(max(written_in) >= pg_current_xact_id(), false) AS ahead FROM notice',
  );
  return row?.ahead ?? false;
}

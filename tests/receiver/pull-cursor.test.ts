import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { buildNotice, type RegionNotice, readNotice } from '#shared/wire/region-notice.ts';
import { openEmbedded, openServed, type ServerDb } from '../../provincial-server/database.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { openFeed } from '../../provincial-server/notice-feed.ts';
import { type FeedPlace, insertNotice, noticesAfter } from '../../provincial-server/store/notice.ts';
import { layEmptyDatabase } from './empty-database.ts';
import { databasesUnderTest, freshDatabase } from './make-receiver.ts';

const at = '2026-11-24T02:00:00.000Z';
const office = '0198f000-0000-7000-8000-000000000001';
const writers = 8;
const perWriter = 120;

function acceptance(): RegionNotice {
  const facts = {
    v: 1,
    kind: 'acceptance',
    noticeId: v7(),
    officeId: office,
    issuedAt: at,
    candidacyId: v7(),
    revision: 1,
    decidedAt: at,
    candidacyNo: null,
  };
  const notice = readNotice(buildNotice(facts));
  if (!notice) throw new Error('no notice');
  return notice;
}

/** Writes in transactions of several rows that stay open for a few milliseconds, so that they commit out of order. */
async function write(db: ServerDb): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < perWriter) {
    await db.transaction(async (connection) => {
      for (let row = 0; row < 1 + (ids.length % 3); row += 1) {
        const notice = acceptance();
        const signed = { body: notice.noticeId, signature: 's' };
        expect(await insertNotice(connection, { notice, signed }, at)).toBe('stored');
        ids.push(notice.noticeId);
        await new Promise((resolve) => setTimeout(resolve, Math.floor(Math.random() * 6)));
      }
    });
  }
  return ids;
}

/** Reads page after page from where it stopped, until the writers are done and nothing more comes. */
async function read(db: ServerDb, isDone: () => boolean): Promise<readonly string[]> {
  const seen: string[] = [];
  let place: FeedPlace = { writtenIn: '0', id: '0' };
  for (;;) {
    const last = isDone();
    const found = await noticesAfter(db, office, place, 20);
    seen.push(...found.map((one) => one.body));
    const end = found.at(-1);
    if (end) place = end;
    else if (last) return seen;
    else await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe.each(databasesUnderTest())('八人同时签发，一个游标同时往后读（%s）', (on) => {
  // the embedded database has one connection, on which all take turns: a second pass would show nothing new
  test.each(on === 'postgresql' ? [1, 2, 3] : [1])(
    '第 %i 遍：一条不漏，一条不重',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'kaoji-cursor-'));
      const fresh = on === 'postgresql' ? await freshDatabase() : null;
      if (!fresh) await layEmptyDatabase(folder);
      const db = fresh ? await openServed(fresh.url) : await openEmbedded(folder);
      // its own connections: a reader that waits for a writer's would see nothing out of order
      const reader = fresh ? await openServed(fresh.url) : db;
      try {
        await migrate(db, at);
        await openFeed(db, v7, false);
        let isDone = false;
        const reading = read(reader, () => isDone);
        const written = await Promise.all(Array.from({ length: writers }, () => write(db)));
        isDone = true;
        const seen = await reading;
        expect(seen.length).toBe(written.flat().length);
        expect([...seen].sort()).toEqual(written.flat().sort());
      } finally {
        if (fresh) await reader.close();
        await db.close();
        await fresh?.drop();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});

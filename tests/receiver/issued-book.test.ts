import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Connection, openEmbedded } from '../../provincial-server/database.ts';
import { openIssuedBook } from '../../provincial-server/issued-book.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { layEmptyDatabase } from './empty-database.ts';

const issue = `INSERT INTO notice (notice_id, office_id, kind, body, signature, stored_at)
  VALUES (gen_random_uuid(), NULL, $1, '{}', '', now())`;

test('没有新签发的，一千份都说了不认得的版本也不重读通知；签发一件，就再读一遍', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-book-'));
  await layEmptyDatabase(folder);
  const db = await openEmbedded(folder);
  try {
    await migrate(db, '2027-03-01T02:00:00.000Z');
    let bodies = 0;
    const watched: Connection = {
      query: (sql, values) => {
        if (/\bbody\b/u.test(sql)) bodies += 1;
        return db.query(sql, values);
      },
    };
    const book = await openIssuedBook(watched);
    const once = bodies;
    for (let times = 0; times < 1000; times += 1) await book.readAnew();
    expect([once > 0, bodies]).toEqual([true, once]);
    await db.query(issue, ['result']);
    await book.readAnew();
    expect(bodies).toBe(once);
    await db.query(issue, ['codeTable']);
    await book.readAnew();
    await book.readAnew();
    expect(bodies).toBe(2 * once);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

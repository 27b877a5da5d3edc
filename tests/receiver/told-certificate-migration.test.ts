import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded, type ServerDb } from '../../provincial-server/database.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { toldCertificates } from '../../provincial-server/store/told-certificate.ts';

const folder = join(import.meta.dirname, '../../provincial-server/migrations');
const golden = readFileSync(join(import.meta.dirname, '../fixtures/wire/change-certificate-v1.bin'), 'utf8');
const now = '2027-03-01T02:00:00.000Z';

/** The receiver's schema as the program before certificates were told left it. */
async function migrateBefore(db: ServerDb, name: string): Promise<void> {
  await db.script('CREATE TABLE applied_migration (name text PRIMARY KEY, sha256 text, applied_at timestamptz)');
  for (const file of readdirSync(folder).filter((one) => one.endsWith('.sql') && one < name)) {
    const sql = readFileSync(join(folder, file), 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    await db.script(`${sql}; INSERT INTO applied_migration VALUES ('${file}', '${sha256}', '${now}')`);
  }
}

test('旧接收程序收到、先留着的成绩证明：换了新程序，按编号找得到；别的变动没有编号', async () => {
  const data = mkdtempSync(join(tmpdir(), 'kaoji-old-receiver-'));
  const db = await openEmbedded(data);
  try {
    await migrateBefore(db, '0008');
    const certificate = JSON.parse(golden) as { messageId: string; deviceId: string; incarnation: string };
    const bodies: [string, string, string][] = [
      ['certificate', golden, certificate.messageId],
      ['certificate', '{"kind":"certificate"}', certificate.messageId.replace('06', '07')],
      ['mobileChange', golden, certificate.messageId.replace('06', '08')],
    ];
    for (const [kind, body, id] of bodies)
      await db.query(
        `INSERT INTO told_change (message_id, device_id, incarnation, change_seq, kind, body_sha256, body, state, waits_for, arrived_at)
         VALUES ($1, $2, $3, 1, $4, 'x', $5, 'parked', 'program', $6)`,
        [id, certificate.deviceId, certificate.incarnation, kind, body, now],
      );
    await migrate(db, now);
    const rows = await db.query('SELECT certificate_number AS number, certificate_word AS word FROM told_change');
    const none = { number: null, word: null };
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(expect.arrayContaining([{ number: 'KZ-150430-2027-00011C-0001', word: 'withdrawn' }, none]));
    expect(await toldCertificates(db, 'KZ-150430-2027-00011C-0001')).toMatchObject([
      { state: 'parked', withdrawn: { reason: '转出学校写错了' } },
    ]);
  } finally {
    await db.close();
    rmSync(data, { recursive: true, force: true });
  }
});

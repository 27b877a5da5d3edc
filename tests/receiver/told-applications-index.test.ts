import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../provincial-server/database.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { isAnotherWaiting } from '../../provincial-server/store/told-before.ts';
import { layEmptyDatabase } from './empty-database.ts';

test('登记台报来一件业务，找它报过的别的业务：按索引找，不翻这台的全部变动', async () => {
  const data = mkdtempSync(join(tmpdir(), 'kaoji-told-index-'));
  await layEmptyDatabase(data);
  const db = await openEmbedded(data);
  await migrate(db, '2027-03-01T02:00:00.000Z');
  // of an empty table reading it whole would be cheaper
  await db.script('SET enable_seqscan = off');
  const plan: string[] = [];
  const explained = {
    async query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
      const rows = await db.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
      plan.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    },
  };
  const id = '0198f000-0000-7000-8000-0000000001a0';
  const application = { deviceId: id, incarnation: 'x', applicationId: id, candidacyId: id, procedure: 'suspension' };
  const told = { ...application, kind: 'application', data: { documentNumber: '1' } };
  await isAnotherWaiting(explained as never, told as never);
  expect(plan.join('\n')).toContain('told_change_applications');
  await db.close();
  rmSync(data, { recursive: true, force: true });
});

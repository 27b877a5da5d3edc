import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { reopen, type TestDesk, value } from '../make-desk.ts';

/** The closed profile as a backup would keep it; the desk is closed by it. */
export function backUp(desk: TestDesk): string {
  desk.desk.close();
  const copy = mkdtempSync(join(tmpdir(), 'kaoji-backup-'));
  cpSync(desk.folder, copy, { recursive: true });
  return copy;
}

/** Puts the desk's folder back from a backup and opens it, as after a lost disk: the marker beside it is of today. */
export async function putBack(desk: TestDesk, backup: string): Promise<TestDesk> {
  desk.desk.close();
  rmSync(join(desk.folder, 'desk'), { recursive: true });
  cpSync(join(backup, 'desk'), join(desk.folder, 'desk'), { recursive: true });
  return openAgain(desk);
}

/** The same profile in a new life of the program, somebody signed in. */
export async function openAgain(desk: TestDesk): Promise<TestDesk> {
  const again = await reopen(desk);
  await again.as('clerk1');
  return again;
}

/** The custody ledger in figures: parts that are empty are left out. */
export async function sums(desk: TestDesk) {
  const { call } = await desk.as('clerk1');
  // what was decided about a case after the backup is lost with it: it stands open again and holds no sent record back
  const { parts, openCases: _open, ...rest } = value(await call('custody.sums', { classId: null }));
  const counts = parts.filter(({ count }) => count > 0).map(({ part, count }) => [part, count]);
  return { ...rest, parts: Object.fromEntries(counts) };
}

export const incarnationOf = (desk: TestDesk) => readInstallation(desk.db()).incarnation;
export const rows = (desk: TestDesk, sql: string) => desk.db().client.prepare(sql).all() as Record<string, unknown>[];

/** Every message and its receipt, as both sides know them, byte for byte. */
export function ledgerOf(desk: TestDesk) {
  return rows(
    desk,
    `SELECT o.message_id AS id, o.body_sha256 AS body, r.outcome, r.body AS receipt FROM outbox o JOIN receipt r USING (message_id) ORDER BY 1`,
  );
}

/** Every change told and its receipt, as the desk knows them, byte for byte. */
export function toldLedgerOf(desk: TestDesk) {
  return rows(
    desk,
    `SELECT m.message_id AS id, m.kind, m.body_sha256 AS body, m.file_sha256 AS file, m.subject_id AS subject, r.outcome,
       r.body AS receipt
     FROM change_message m JOIN change_receipt r USING (message_id) ORDER BY 1`,
  );
}

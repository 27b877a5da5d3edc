import { expect } from 'vitest';
import type { ServerDb } from '../../provincial-server/database.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { value } from '../make-desk.ts';
import type { Seat } from './two-desk-world.ts';

/** Pupils whose record left this desk get a number that nobody ever had. False = there is none. */
export async function changeMobiles(seat: Seat, many: number): Promise<boolean> {
  const { desk } = seat;
  const left = desk
    .db()
    .statement(
      `SELECT id, version FROM candidacy WHERE status IN ('released', 'received', 'inEffect')
       ORDER BY mobile, id LIMIT ?`,
    )
    .all(Math.min(2, many)) as { id: string; version: number }[];
  const { call } = await desk.as('clerk1');
  let done = 0;
  for (const { id, version } of left) {
    const mobile = `1${seat.nthMobile.of}${String(seat.nthMobile.next).padStart(7, '0')}`;
    seat.nthMobile.next += 1;
    const input = { candidacyId: id, version, mobile, pupilPresent: true } as const;
    if ((await call('mobileChange.perform', input)).ok) done += 1;
  }
  await desk.as('reviewer1');
  return done > 0;
}

/** The school moves the pupils of one class whose record left this desk into its other class, two at most. False = nobody moved. */
export async function changeClasses(seat: Seat): Promise<boolean> {
  const { desk } = seat;
  const { call } = await desk.as('school1');
  const { classes } = value(await call('school.read', {}));
  const [one, other] = ['01', '02'].map((code) => classes.find((line) => line.code === code)?.classId ?? '');
  const left = desk
    .db()
    .statement(
      `SELECT id AS candidacyId, version, class_id AS classId FROM candidacy
       WHERE status IN ('released', 'received', 'inEffect') ORDER BY id LIMIT 2`,
    )
    .all() as { candidacyId: string; version: number; classId: string }[];
  const from = left[0]?.classId;
  const items = left.filter(({ classId }) => classId === from).map(({ classId: _from, ...item }) => item);
  const input = { items, classId: (from === one ? other : one) ?? '', reason: '分科后调班' };
  const moved = items.length === 0 ? null : await call('classChange.perform', input);
  await desk.as('reviewer1');
  return moved?.ok === true && moved.value.done.length > 0;
}

/** Changes that wait here for their receipt. */
export function changesWaiting({ desk }: Seat): number {
  return Number(desk.db().statement("SELECT count(*) FROM change_message WHERE state = 'waiting'").pluck().get());
}

/** Each change is known with the same receipt on both sides, was counted once at the desk, and did its work once at the region. */
export async function checkChanges(seat: Seat, database: ServerDb): Promise<void> {
  const { db } = seat.desk;
  const { deviceId } = readInstallation(db());
  const there = await database.query<{
    id: string;
    kind: string;
    state: string;
    receipt: string | null;
    mobile: string;
  }>(
    `SELECT message_id::text AS id, kind, state, receipt_body AS receipt, body::json->>'to' AS mobile FROM told_change
     WHERE device_id = $1`,
    [deviceId],
  );
  const here = db()
    .statement(
      'SELECT message_id AS id, r.body AS receipt FROM change_message m LEFT JOIN change_receipt r USING (message_id)',
    )
    .all() as { id: string; receipt: string | null }[];
  const ledger = (lines: readonly { readonly id: string; readonly receipt: string | null }[]) =>
    new Map(lines.map(({ id, receipt }) => [id, receipt]));
  expect(ledger(here), 'changes: both ledgers').toEqual(ledger(there));
  expect(there.filter(({ receipt }) => receipt === null)).toEqual([]);
  const stored = there
    .filter(({ kind, state }) => kind === 'mobileChange' && state === 'stored')
    .map(({ mobile }) => mobile);
  expect(new Set(stored).size, 'no number taken twice').toBe(stored.length);
  const answered = db()
    .statement(
      `SELECT count(*) FROM event e JOIN event_payload c ON c.event_seq = e.seq
       WHERE e.kind IN ('change.received', 'change.refusedByRegion') AND json_extract(c.content, '$.messageId') = ?`,
    )
    .pluck();
  for (const { id } of here) expect(answered.get(id), 'answered once').toBe(1);
  const ids = new Set(here.map(({ id }) => id));
  expect(
    [...seat.receiptedChanges].filter((id) => !ids.has(id)),
    'a change had a receipt, and is gone',
  ).toEqual([]);
}

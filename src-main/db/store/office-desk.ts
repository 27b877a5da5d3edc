import { eq } from 'drizzle-orm';
import type { DeskDb } from '../open.ts';
import { type OfficeDeskRow, officeDesk } from '../schema/office-desk.ts';

export type { OfficeDeskRow };

/** The other desks of this office that people have let in, by name. */
export function listOfficeDesks(db: DeskDb): OfficeDeskRow[] {
  return db.orm.select().from(officeDesk).orderBy(officeDesk.deskName, officeDesk.deviceId).all();
}

/** One of them, or null. */
export function findOfficeDesk(db: DeskDb, deviceId: string): OfficeDeskRow | null {
  return listOfficeDesks(db).find((one) => one.deviceId === deviceId) ?? null;
}

type NewDesk = Pick<
  OfficeDeskRow,
  'deviceId' | 'deskName' | 'publicKey' | 'recipient' | 'duty' | 'addedBy' | 'addedAt'
>;

/**
 * Lets a desk in, or takes the newer card of one that is known; the caller has compared its fingerprint. One that was lost is
 * found by that.
 */
export function saveOfficeDesk(db: DeskDb, row: NewDesk): void {
  const { deviceId: _key, ...columns } = row;
  const set = { ...columns, lostAt: null, lostBy: null, lostReason: null };
  db.orm.insert(officeDesk).values(row).onConflictDoUpdate({ target: officeDesk.deviceId, set }).run();
}

/**
 * The number of the next parcel out for this desk. It rises whatever happens: after a backup was put back the time carries it
 * over those that were given then. Call it inside a transaction, before the parcel is sealed.
 */
export function nextNumberOut(db: DeskDb, { deviceId, numberWritten }: OfficeDeskRow, now: string): number {
  const number = Math.max(numberWritten + 1, Math.floor(Date.parse(now) / 1000));
  db.orm.update(officeDesk).set({ numberWritten: number }).where(eq(officeDesk.deviceId, deviceId)).run();
  return number;
}

/** Notes what was used of what this desk hands out. */
export function noteNumberRead(db: DeskDb, deviceId: string, numberRead: number): void {
  db.orm.update(officeDesk).set({ numberRead }).where(eq(officeDesk.deviceId, deviceId)).run();
}

/** Strikes a desk off: what left for it is this office's again, what it signs waits for a person's decision. */
export function saveLost(
  db: DeskDb,
  deviceId: string,
  lost: { readonly at: string; readonly by: string; readonly reason: string },
): void {
  const set = { lostAt: lost.at, lostBy: lost.by, lostReason: lost.reason };
  db.orm.update(officeDesk).set(set).where(eq(officeDesk.deviceId, deviceId)).run();
}

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

/** Lets a desk in, or takes the newer card of one that is known; the caller has compared its fingerprint. */
export function saveOfficeDesk(db: DeskDb, row: OfficeDeskRow): void {
  const { deviceId: _key, ...set } = row;
  db.orm.insert(officeDesk).values(row).onConflictDoUpdate({ target: officeDesk.deviceId, set }).run();
}

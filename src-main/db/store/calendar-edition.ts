import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { Ids } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import type { CalendarEdition } from './calendar.ts';
import { editionById } from './office.ts';

export type NewCalendar = CalendarEdition & {
  /** the calendar as JSON, byte for byte as it was signed or confirmed */
  readonly content: string;
  /** empty = the office's own */
  readonly signature: string;
  readonly windows: readonly CalendarWindow[];
};

/** Keeps a calendar and its windows beside the ones before it. The caller has checked it and holds the transaction. */
export function insertCalendar(db: DeskDb, ids: Ids, calendar: NewCalendar): void {
  const { id, label, inForceFrom, content, signature, arrivedAt, authority } = calendar;
  db.statement(
    `INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at, authority)
     VALUES (?, 'calendar', ?, ?, ?, ?, ?, ?)`,
  ).run(id, label, inForceFrom, content, signature, arrivedAt, authority);
  for (const window of calendar.windows) {
    db.statement(
      `INSERT INTO exam_window (id, kind, label, cohort_year, sitting, opens_at, closes_at, edition_id)
       VALUES (@id, @kind, @label, @cohortYear, @sitting, @opensAt, @closesAt, @editionId)`,
    ).run({ ...window, id: ids.uuid(), editionId: id });
  }
}

type SignedCalendar = Pick<NewCalendar, 'id' | 'label' | 'inForceFrom' | 'windows'>;
type Outcome =
  | { readonly state: 'applied'; readonly reason: null }
  | { readonly state: 'refused'; readonly reason: string };

/**
 * Takes in a calendar whose signature of the region is proven. Its content is never refused, only shown with warnings
 * (DESIGN §5); refused whole is an id that holds something else, and a first day before that of the region's newest
 * calendar. It wins over what the office entered before. The same calendar again changes nothing.
 */
export function installCalendarEdition(
  { db, clock, ids, record }: RegionContext,
  calendar: SignedCalendar,
  signature: string,
): Outcome {
  const content = JSON.stringify(calendar);
  const same = editionById(db, calendar.id);
  if (same) {
    return same.kind === 'calendar' && same.content === content
      ? { state: 'applied', reason: null }
      : { state: 'refused', reason: `日程编号“${calendar.id}”本机已有，内容不同；向自治区核对编号` };
  }
  const newest = db
    .statement(`SELECT max(in_force_from) FROM edition WHERE kind = 'calendar' AND authority = 'region'`)
    .pluck()
    .get() as string | null;
  if (newest !== null && calendar.inForceFrom < newest)
    return { state: 'refused', reason: `这份日程自 ${calendar.inForceFrom} 起，比本机最新的 ${newest} 还早` };
  insertCalendar(db, ids, { ...calendar, content, signature, arrivedAt: clock.now(), authority: 'region' });
  record({
    kind: 'calendar.arrived',
    subjectNoun: 'calendar',
    subjectId: calendar.id,
    payload: { label: calendar.label, inForceFrom: calendar.inForceFrom, windows: calendar.windows.length },
  });
  return { state: 'applied', reason: null };
}

import type { CalendarWindow, WindowKind } from '#shared/domain/window-kind.ts';
import type { DeskDb } from '../open.ts';

/** A calendar that arrived signed by the region, or was entered and confirmed here. */
export type CalendarEdition = {
  readonly id: string;
  readonly label: string;
  /** PlainDate */
  readonly inForceFrom: string;
  readonly authority: 'region' | 'office';
  readonly arrivedAt: string;
};

/**
 * The calendar to work by on `today` (PlainDate), or null where none was ever published. The region's latest one counts;
 * one of the office only when it was confirmed after the region's arrived and begins no earlier, so each newer word of
 * the region wins.
 * With a clock set back before the first one, the first one: the clock never stops work.
 */
export function calendarInForce(db: DeskDb, today: string): CalendarEdition | null {
  const row = db
    .statement(
      `WITH begun AS (
         SELECT rowid AS n, id, label, in_force_from, authority, arrived_at FROM edition
         WHERE kind = 'calendar' AND in_force_from <= @today
       ), region AS (
         SELECT n FROM begun WHERE authority = 'region' ORDER BY in_force_from DESC, n DESC LIMIT 1
       )
       SELECT id, label, in_force_from AS inForceFrom, authority, arrived_at AS arrivedAt FROM begun
       WHERE n >= coalesce((SELECT n FROM region), 0) AND (authority = 'office' OR n = (SELECT n FROM region))
       ORDER BY in_force_from DESC, n DESC LIMIT 1`,
    )
    .get({ today }) as CalendarEdition | undefined;
  return row ?? firstCalendar(db);
}

function firstCalendar(db: DeskDb): CalendarEdition | null {
  const row = db
    .statement(
      `SELECT id, label, in_force_from AS inForceFrom, authority, arrived_at AS arrivedAt FROM edition
       WHERE kind = 'calendar' ORDER BY in_force_from, rowid LIMIT 1`,
    )
    .get() as CalendarEdition | undefined;
  return row ?? null;
}

/** Every window of a calendar, in the order of opening. */
export function windowsOfCalendar(db: DeskDb, editionId: string): CalendarWindow[] {
  return db
    .statement(
      `SELECT kind, label, cohort_year AS cohortYear, sitting, opens_at AS opensAt, closes_at AS closesAt
       FROM exam_window WHERE edition_id = ? ORDER BY opens_at, closes_at, label`,
    )
    .all(editionId) as CalendarWindow[];
}

/** Every window of the calendar in force on `today`; none where no calendar was ever published. */
export function calendarWindows(db: DeskDb, today: string): CalendarWindow[] {
  const calendar = calendarInForce(db, today);
  return calendar === null ? [] : windowsOfCalendar(db, calendar.id);
}

/** The windows of one kind in the calendar in force on `today`, for every cohort, in the order of opening. */
export function publishedWindows(db: DeskDb, kind: WindowKind, today: string): CalendarWindow[] {
  return calendarWindows(db, today).filter((window) => window.kind === kind);
}

/** Calendars that have arrived and come into force after `today`, the next first. */
export function calendarsToCome(db: DeskDb, today: string): CalendarEdition[] {
  return db
    .statement(
      `SELECT id, label, in_force_from AS inForceFrom, authority, arrived_at AS arrivedAt FROM edition
       WHERE kind = 'calendar' AND in_force_from > ? ORDER BY in_force_from, rowid`,
    )
    .all(today) as CalendarEdition[];
}

/** One calendar by its id. */
export function calendarById(db: DeskDb, id: string): CalendarEdition | null {
  const row = db
    .statement(
      `SELECT id, label, in_force_from AS inForceFrom, authority, arrived_at AS arrivedAt FROM edition
       WHERE kind = 'calendar' AND id = ?`,
    )
    .get(id) as CalendarEdition | undefined;
  return row ?? null;
}

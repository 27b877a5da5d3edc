import { localTime, parseLocalTime } from '../lib/local-time.ts';
import type { CalendarWindow, WindowKind } from './window-kind.ts';

/** A window as typed: `opens` and `closes` are texts in +08:00, read by `parseLocalTime`, kept whatever they say. */
export type DraftWindow = {
  readonly kind: WindowKind;
  readonly label: string;
  readonly cohortYear: number | null;
  readonly sitting: string | null;
  readonly opens: string;
  readonly closes: string;
};

/** A calendar of the office while it is being entered; `inForceFrom` is meant to be a PlainDate. */
export type CalendarDraft = {
  readonly label: string;
  readonly inForceFrom: string;
  readonly windows: readonly DraftWindow[];
};

/** A published window as it stands in a draft. */
export function draftWindowOf(window: CalendarWindow): DraftWindow {
  const { kind, label, cohortYear, sitting, opensAt, closesAt } = window;
  return { kind, label, cohortYear, sitting, opens: localTime(opensAt), closes: localTime(closesAt) };
}

/** The window that a typed one means, or null while one of its two times cannot be read. */
export function windowOfDraft(typed: DraftWindow): CalendarWindow | null {
  const opensAt = parseLocalTime(typed.opens);
  const closesAt = parseLocalTime(typed.closes);
  if (opensAt === null || closesAt === null) return null;
  const { kind, cohortYear, sitting } = typed;
  return { kind, label: typed.label.trim(), cohortYear, sitting: sitting?.trim() || null, opensAt, closesAt };
}

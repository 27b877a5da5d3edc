/** What a published window of the exam calendar is for; of `classChange` only the end counts (2.4). */
export const windowKinds = [
  'registration',
  'correction',
  'recognition',
  'examEntry',
  'results',
  'sitting',
  'classChange',
] as const;
export type WindowKind = (typeof windowKinds)[number];

/**
 * A published window: half-open, UTC instants [opensAt, closesAt), shown in +08:00. `cohortYear` null = every cohort;
 * `sitting` names the sitting it belongs to, null = none of its own.
 */
export type CalendarWindow = {
  readonly kind: WindowKind;
  readonly label: string;
  readonly cohortYear: number | null;
  readonly sitting: string | null;
  readonly opensAt: string;
  readonly closesAt: string;
};

import type { Input, Output } from '#shared/contract/index.ts';
import { draftWindowOf } from '#shared/domain/calendar-draft.ts';
import { dayOf } from '../../ui/moments.ts';

export type DraftContent = Input<'calendar.draft'>['content'];

/** A draft begins as the calendar in force, from today on: what stays the same need not be typed again. */
export function beginDraft({ calendar, windows, now }: Output<'calendar.read'>): DraftContent {
  return {
    label: calendar?.label ?? '',
    inForceFrom: dayOf(now),
    windows: windows.map(draftWindowOf),
  };
}

/** An empty line of the form. */
export function emptyWindow(): DraftContent['windows'][number] {
  return { kind: 'correction', label: '', cohortYear: null, sitting: null, opens: '', closes: '' };
}

import type { SendRoster } from '#shared/wire/issue-v2.ts';
import { type RegionRoster, rosterSliceLimits } from '#shared/wire/region-roster.ts';

/** Cuts a roster into slices of which each fits one notice; the same rows are cut in the same places. Never empty. */
export function rosterSlices({ rosterId, label, schoolCode, columns, rows }: SendRoster): readonly RegionRoster[] {
  const parts: (typeof rows)[] = [];
  let part: typeof rows = [];
  let text = 0;
  for (const row of rows) {
    // as JSON: quotes and escapes travel too
    const size = JSON.stringify(row).length;
    if (part.length > 0 && (part.length === rosterSliceLimits.rows || text + size > rosterSliceLimits.text)) {
      parts.push(part);
      [part, text] = [[], 0];
    }
    part.push(row);
    text += size;
  }
  parts.push(part);
  let firstRow = 1;
  return parts.map((slice, at) => {
    const cut = { rosterId, label, schoolCode, columns, slice: at + 1, slices: parts.length, firstRow, rows: slice };
    firstRow += slice.length;
    return cut;
  });
}

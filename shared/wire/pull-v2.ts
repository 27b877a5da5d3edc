import { z } from 'zod';
import { signedNotice } from './region-notice.ts';

/**
 * GET /v2/pull: what the region has told an office since a cursor, oldest first, one JSON object a line
 * (docs/sync-protocol.md). Notices for every office are in every office's feed.
 */
export const PULL_MEDIA_TYPE = 'application/x-ndjson';

/** `text`: characters of bodies after which a page is closed, so that a weak link gets something whole; one notice always fits. */
export const pullLimits = { notices: 500, usualNotices: 100, text: 1_000_000 } as const;

/**
 * A place in the feed. Only the receiver reads it; a desk keeps the last one and hands it back. One that the receiver
 * does not know (it was restored, or is another one) starts the feed anew: notices are applied once by their id.
 */
const pullCursor = z.string().regex(/^[0-9A-Za-z_-]{1,120}$/);

/** The query of the address: `office` is the asking office; without `cursor` from the beginning. */
export const pullQuery = z.strictObject({
  office: z.uuid(),
  cursor: pullCursor.optional(),
  limit: z.coerce.number().int().min(1).max(pullLimits.notices).default(pullLimits.usualNotices),
});
export type PullQuery = z.input<typeof pullQuery>;

/**
 * One line of the answer. `c` is the place just after this notice: whoever kept a notice may go on from there, also when
 * the line is cut later. `end` is the last line of a page that is whole; `more`: ask again at once.
 */
export const pullLine = z.union([
  z.strictObject({ c: pullCursor, notice: signedNotice }),
  z.strictObject({ end: z.literal(1), cursor: pullCursor, more: z.boolean() }),
]);
export type PullLine = z.infer<typeof pullLine>;

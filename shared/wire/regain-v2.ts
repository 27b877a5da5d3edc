import { z } from 'zod';
import { sha256Hex } from './candidacy-message.ts';
import { changeLine } from './change-message.ts';
import { signedText } from './signed-text.ts';

/**
 * What the receiver holds of a desk, for a desk whose file was put back from a backup (docs/sync-protocol.md,
 * "Incarnations"). First the names of all messages, then those that the desk does not know.
 */
export const regainLimits = { names: 1000, messages: 50 } as const;

/** POST /v2/regain: names of the asking desk's messages, of every incarnation, in the order of their ids. */
export const regainRequest = z.strictObject({
  after: z.uuid().nullable(),
  limit: z.int().min(1).max(regainLimits.names).default(regainLimits.names),
});
export const regainAnswer = z.object({ v: z.literal(2), ids: z.array(z.uuid()), more: z.boolean() });

/** POST /v2/messages: some of them whole. */
export const regainMessagesRequest = z.strictObject({ ids: z.array(z.uuid()).min(1).max(regainLimits.messages) });
export const regainedMessage = z.object({
  messageId: z.uuid(),
  deskSeq: z.int().min(1),
  /** exactly what was sent, so that its hash is the receipt's */
  body: z.string().max(128 * 1024),
  receipt: signedText,
});
export type RegainedMessage = z.infer<typeof regainedMessage>;
export const regainMessagesAnswer = z.object({ v: z.literal(2), messages: z.array(regainedMessage) });

/**
 * POST /v2/told-changes: changes told beside the records, whole. Their names come from POST /v2/regain-changes, asked and
 * answered like /v2/regain: also those that wait at the region.
 */
export const regainedChange = changeLine.extend({
  /** null = it waits there: for its record, the change before it, the rest of its file, or people */
  receipt: signedText.nullable(),
});
export type RegainedChange = z.infer<typeof regainedChange>;
export const toldChangesAnswer = z.object({ v: z.literal(2), changes: z.array(regainedChange) });

/** GET /v2/photo?sha256=…: a photo, or a page of evidence, that the asking desk once sent. */
export const photoQuery = z.strictObject({ sha256: sha256Hex });

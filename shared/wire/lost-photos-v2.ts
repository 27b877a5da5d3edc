import { z } from 'zod';
import { sha256Hex } from './candidacy-message.ts';

/** Photos named in one answer. */
export const lostPhotosLimit = 200;

/**
 * POST /v2/lost-photos: photos and pages that the asking desk sent, that were acknowledged, and that the receiver does not
 * hold any more, in the order of their names, behind `after`. They go up again as pieces of `/v2/push`; no text goes with them.
 */
export const lostPhotosRequest = z.strictObject({ after: sha256Hex.nullable() });
export const lostPhotosAnswer = z.object({
  v: z.literal(2),
  photos: z.array(
    z.object({
      sha256: sha256Hex,
      bytes: z.int().min(1),
      /** the message that named it, with its receipt */
      messageId: z.uuid(),
      /** `record`: its photo; `change`: a page of evidence */
      of: z.enum(['record', 'change']),
    }),
  ),
  more: z.boolean(),
});
export type LostPhotoLine = z.infer<typeof lostPhotosAnswer>['photos'][number];

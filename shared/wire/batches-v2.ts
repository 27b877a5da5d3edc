import { z } from 'zod';
import { signedManifest } from './batch-manifest.ts';
import { signedText } from './signed-text.ts';

/** Most batches that one call asks about. */
export const batchesLimit = 20;

/** POST /v2/batches: a desk shows the manifest of a batch, or asks what became of those that it has shown. */
export const batchesRequest = z.strictObject({
  manifest: signedManifest.nullable(),
  ask: z.array(z.uuid()).max(batchesLimit),
});
/** `standings` are signed by the region; `unknown`: no manifest of them is here, it is to be shown anew. */
export const batchesAnswer = z.object({
  v: z.literal(2),
  standings: z.array(signedText),
  unknown: z.array(z.uuid()),
});
export type BatchesAnswer = z.infer<typeof batchesAnswer>;

/** GET /v2/batches, for the region's people with the word of the data folder: newest first; nothing about pupils. */
export const batchListQuery = z.strictObject({
  office: z.uuid().optional(),
  device: z.uuid().optional(),
  batch: z.uuid().optional(),
  /** only batches that are not complete */
  open: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type BatchListQuery = z.infer<typeof batchListQuery>;

export const batchList = z.object({
  v: z.literal(2),
  batches: z.array(
    z.object({
      batchId: z.uuid(),
      day: z.string(),
      dayNo: z.int(),
      origin: z.string(),
      deviceId: z.uuid(),
      deskName: z.string().nullable(),
      officeId: z.uuid(),
      /** accounts of the office by their ids */
      madeBy: z.uuid().nullable(),
      releasedBy: z.uuid().nullable(),
      releasedAt: z.iso.datetime(),
      manifestSha256: z.string(),
      records: z.int(),
      arrived: z.int(),
      refused: z.int(),
      undecided: z.int(),
      differing: z.int(),
      extra: z.int(),
      missing: z.array(z.uuid()),
      /** when its receipt was signed; null = not complete, or its desk has not asked since */
      completeAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type BatchList = z.infer<typeof batchList>;

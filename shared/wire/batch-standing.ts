import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { sha256Hex } from './candidacy-message.ts';
import { parseWireJson } from './signed-text.ts';

/** Most missing records that one standing names. */
export const mostMissingNamed = 40;

/**
 * What the region holds of one batch, signed by it. With `complete` it is the receipt of the batch: the same text from then
 * on, whoever asks and however often. Each record's own receipt stays what counts for the record.
 */
const batchStanding = z.strictObject({
  v: z.literal(1),
  kind: z.literal('batchStanding'),
  batchId: z.uuid(),
  /** SHA-256 of the manifest's text: the standing is about exactly this content */
  manifestSha256: sha256Hex,
  records: z.int().min(1),
  /** judged, with exactly the content that the manifest names: stored + joined + refused */
  arrived: z.int().min(0),
  stored: z.int().min(0),
  joined: z.int().min(0),
  refused: z.int().min(0),
  /** here whole, waiting for people of the region, because the desk's enrolment was over */
  undecided: z.int().min(0),
  /** here under their message id, with other content than the manifest names */
  differing: z.int().min(0),
  /** records with a number between those of the batch that the manifest does not name */
  extra: z.int().min(0),
  /** message ids of the manifest that have not arrived so, the first of them in its order */
  missing: z.array(z.uuid()).max(mostMissingNamed),
  complete: z.boolean(),
  /** clock of the region */
  at: z.iso.datetime(),
});
export type BatchStanding = z.infer<typeof batchStanding>;

/** The exact text that the region signs: canonical JSON. */
export function buildBatchStanding(facts: Omit<BatchStanding, 'v' | 'kind'>): string {
  return canonicalJson({ v: 1, kind: 'batchStanding', ...facts });
}

/** Reads a standing's text without judging its signature; null when it is none, or its numbers contradict each other. */
export function readBatchStanding(text: string): BatchStanding | null {
  const parsed = batchStanding.safeParse(parseWireJson(text));
  if (!parsed.success) return null;
  const { arrived, stored, joined, refused, records, complete } = parsed.data;
  return arrived === stored + joined + refused && complete === (arrived === records) ? parsed.data : null;
}

import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { sha256Hex } from './candidacy-message.ts';
import { parseWireJson } from './signed-text.ts';

/**
 * What a desk says of a batch that it released, signed with its key: which records, with which content, put together and
 * released by which accounts. No name stands in it, of pupils or of staff (docs/sync-protocol.md, "Batches").
 */
const manifestLimits = { records: 500, text: 400_000 } as const;

const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const manifestRecord = z.strictObject({
  candidacyId: z.uuid(),
  revision: z.int().min(1),
  messageId: z.uuid(),
  /** the desk's number when it was released; another one under a later opening of the file */
  deskSeq: z.int().min(1),
  bodySha256: sha256Hex,
  photoSha256: sha256Hex.nullable(),
});

const batchManifest = z.strictObject({
  v: z.literal(1),
  /** 1 = SHA-256 / Ed25519; 2 is reserved for SM2/SM3/SM4 */
  suite: z.literal(1),
  kind: z.literal('batchManifest'),
  batchId: z.uuid(),
  /** with `dayNo` what people call it, 11月30日第2批; the desk's day in +08:00 */
  day: plainDate,
  dayNo: z.int().min(1),
  origin: z.enum(['chosen', 'direct', 'correction']),
  deviceId: z.uuid(),
  officeId: z.uuid(),
  incarnation: z.string().max(60),
  /** account that put it together; null where nobody did beforehand */
  madeBy: z.uuid().nullable(),
  madeAt: z.iso.datetime(),
  /** account that released it; null where a decision made elsewhere did */
  releasedBy: z.uuid().nullable(),
  releasedAt: z.iso.datetime(),
  /** edition of the regulation that the desk worked by on that day */
  regulationEdition: z.string().max(40),
  records: z.array(manifestRecord).min(1).max(manifestLimits.records),
  counts: z.strictObject({ records: z.int(), textBytes: z.int().min(0), photoBytes: z.int().min(0) }),
  /** SHA-256 over `messageId bodySha256 photoSha256\n` of each record, `-` for no photo */
  totalSha256: sha256Hex,
});
export type BatchManifest = z.infer<typeof batchManifest>;

/** The exact text that the desk keeps and signs: canonical JSON. */
export function buildBatchManifest(facts: Omit<BatchManifest, 'v' | 'suite' | 'kind'>): string {
  return canonicalJson({ v: 1, suite: 1, kind: 'batchManifest', ...facts });
}

/** Reads a manifest's text without judging its signature; null where it is none, or does not count its own records. */
export function readBatchManifest(text: string): BatchManifest | null {
  const parsed = batchManifest.safeParse(parseWireJson(text));
  if (!parsed.success || canonicalJson(parsed.data) !== text) return null;
  const { records, counts } = parsed.data;
  const ids = new Set(records.map((one) => one.messageId));
  return counts.records === records.length && ids.size === records.length ? parsed.data : null;
}

/** The text that `totalSha256` is over. */
export function manifestTotalText(
  records: readonly Pick<BatchManifest['records'][number], 'messageId' | 'bodySha256' | 'photoSha256'>[],
): string {
  return records.map((one) => `${one.messageId} ${one.bodySha256} ${one.photoSha256 ?? '-'}\n`).join('');
}

/** A manifest as it travels: the exact text and the desk's signature over it. */
export const signedManifest = z.strictObject({
  body: z.string().max(manifestLimits.text),
  signature: z.string().max(120),
});
export type SignedManifest = z.infer<typeof signedManifest>;

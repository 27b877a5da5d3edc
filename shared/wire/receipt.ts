import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { sha256Hex } from './candidacy-message.ts';
import { parseWireJson } from './signed-text.ts';

const receiptOutcomes = ['stored', 'joined', 'refused'] as const;
export type ReceiptOutcome = (typeof receiptOutcomes)[number];

/**
 * Why the region refused one record. `sentence` and `next` are Chinese and shown as they are; `code` is for programs
 * (docs/sync-protocol.md lists them).
 */
const refusalReason = z.strictObject({
  code: z.string().max(60),
  sentence: z.string().max(500),
  next: z.string().max(500),
});
export type RefusalReason = z.infer<typeof refusalReason>;

/**
 * The region's answer for exactly one message and exactly these bytes. `kind` separates it from everything else the
 * region's key signs (set-up files, later decisions). A message that arrives twice gets the same receipt again, byte for
 * byte.
 */
const receiptBody = z.strictObject({
  v: z.literal(1),
  kind: z.literal('receipt'),
  messageId: z.uuid(),
  bodySha256: sha256Hex,
  photoSha256: sha256Hex.nullable(),
  outcome: z.enum(receiptOutcomes),
  /** set exactly when refused */
  reason: refusalReason.nullable(),
  /** the candidacy this person is known by; another desk's id when joined; null when refused */
  canonicalCandidacyId: z.uuid().nullable(),
  /** the region's open case, when people have to choose */
  caseId: z.uuid().nullable(),
  /** clock of the region */
  receivedAt: z.iso.datetime(),
});
export type ReceiptBody = z.infer<typeof receiptBody>;

/** The exact text that the region signs: canonical JSON. */
export function buildReceiptBody(facts: Omit<ReceiptBody, 'v' | 'kind'>): string {
  return canonicalJson({ v: 1, kind: 'receipt', ...facts });
}

/** Reads a receipt's text, without judging its signature; null when it is not a receipt of version 1. */
export function readReceiptBody(text: string): ReceiptBody | null {
  const parsed = receiptBody.safeParse(parseWireJson(text));
  if (!parsed.success) return null;
  return (parsed.data.outcome === 'refused') === (parsed.data.reason !== null) ? parsed.data : null;
}

import { z } from 'zod';
import { sha256Hex } from './candidacy-message.ts';
import { signedText } from './signed-text.ts';

/** Version 1 of the desk–region protocol, docs/sync-protocol.md. */
export const RECORD_MEDIA_TYPE = 'application/vnd.kaoji.record';
/** Named among the versions of `hello` by a receiver that takes changes on the streams of version 2. */
export const CHANGES_VERSION = 3;
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Sizes in bytes; the receiver states its own in `hello`, these are the defaults and what the format can carry. */
export const recordLimits = {
  envelope: 4 * 1024,
  body: 128 * 1024,
  photo: 200 * 1024,
  haveIds: 500,
} as const;

/** Names the content of one record; `deskSeq` rises by one per outbox row of a desk, so gaps show. */
export const recordEnvelope = z.strictObject({
  v: z.literal(1),
  /** 1 = SHA-256 / Ed25519; 2 is reserved for SM2/SM3/SM4 */
  suite: z.literal(1),
  messageId: z.uuid(),
  deviceId: z.uuid(),
  deskSeq: z.int().min(1),
  bodySha256: sha256Hex,
  photoSha256: sha256Hex.nullable(),
});
export type RecordEnvelope = z.infer<typeof recordEnvelope>;

/** 200 of POST /v1/records. `repeated`: the receiver had it already; the receipt is the one made then. */
export const recordAnswer = z.object({ v: z.literal(1), receipt: signedText, repeated: z.boolean() });
export type RecordAnswer = z.infer<typeof recordAnswer>;

/** POST /v1/have: what became of these messages? Asked at start and after every fault, before anything is sent twice. */
export const haveRequest = z.strictObject({ ids: z.array(z.uuid()).min(1).max(recordLimits.haveIds) });
export const haveAnswer = z.object({
  v: z.literal(1),
  held: z.array(z.object({ messageId: z.uuid(), receipt: signedText })),
  missing: z.array(z.uuid()),
});
export type HaveAnswer = z.infer<typeof haveAnswer>;

/**
 * Faults of the exchange itself (RFC 9457). Judgements about a record are never problems: they are receipts.
 * About the desk: unproven, stale-proof 401 · not-enrolled, wrong-office, revoked, bad-code 403 · too-many-tries 429.
 * bad-frame, hash-mismatch 400 · op-mutated 409 · too-large 413 · version 426 · busy 503 · storage 507 · broken 500
 */
const problemCodes = [
  'bad-frame',
  'hash-mismatch',
  'op-mutated',
  'too-large',
  'version',
  'busy',
  'storage',
  'not-found',
  'broken',
  'unproven',
  'stale-proof',
  'not-enrolled',
  'wrong-office',
  'revoked',
  'undecided',
  'bad-code',
  'too-many-tries',
] as const;
export type ProblemCode = (typeof problemCodes)[number];
export const problem = z.object({
  type: z.string(),
  code: z.enum(problemCodes),
  title: z.string(),
  status: z.int(),
  /** for too-large: the limit in bytes */
  limit: z.int().optional(),
  /** for version: what the receiver speaks */
  supported: z.array(z.int()).optional(),
});
export type Problem = z.infer<typeof problem>;

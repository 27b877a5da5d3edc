import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { parseWireJson } from './signed-text.ts';

/**
 * How a desk proves itself (docs/sync-protocol.md, "Who asks"). In `hello` it signs a statement about itself; the signed
 * answer brings a challenge, and every later request carries the desk's signature over itself and that challenge.
 */
export const PROOF_HEADER = 'kaoji-proof';

const deskStatement = z.strictObject({
  v: z.literal(1),
  kind: z.literal('deskHello'),
  /** the nonce of the same hello */
  nonce: z.uuid(),
  deviceId: z.uuid(),
  officeId: z.uuid(),
  /** the opening of the desk's file that asks */
  incarnation: z.uuid(),
  /** highest number of the desk when this incarnation began; 0 for the first */
  startsAfter: z.int().min(0),
});
export type DeskStatement = z.infer<typeof deskStatement>;

/** The exact text that a desk signs in its hello. */
export function buildDeskStatement(facts: Omit<DeskStatement, 'v' | 'kind'>): string {
  return canonicalJson(deskStatement.parse({ v: 1, kind: 'deskHello', ...facts }));
}

/** Reads a statement's text without judging its signature; null when it is none. */
export function readDeskStatement(text: string): DeskStatement | null {
  const parsed = deskStatement.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}

/** What the region thinks of a desk. Only `enrolled` is taken in by itself; `expired` and `revoked` are held for people. */
export const deskStandings = ['enrolled', 'expired', 'revoked', 'otherOffice', 'otherKey', 'unknown'] as const;
export type DeskStanding = (typeof deskStandings)[number];

/** The part of the signed hello that is about the desk that asks. */
export const deskInHello = z.strictObject({
  standing: z.enum(deskStandings),
  /** false: this receiver also takes desks that are not enrolled (a trial on loopback) */
  mustBeEnrolled: z.boolean(),
  /** handed back in every proof; null where the standing gives nothing to ask */
  challenge: z.string().max(200).nullable(),
  validUntil: z.iso.datetime().nullable(),
  /** the region would like to be asked for a new certificate now */
  renewalDue: z.boolean(),
  /** highest number of this incarnation that is here, with its message: another one under it at the desk means a restored file */
  highest: z.strictObject({ deskSeq: z.int(), messageId: z.uuid() }).nullable(),
  /** messages of this desk that have a receipt, whichever incarnation sent them: more than the desk knows means it lost some */
  receipts: z.int().min(0),
  /** another incarnation of the desk that was heard of last, and when; null = only this one is known */
  other: z.strictObject({ incarnation: z.uuid(), lastSeenAt: z.iso.datetime() }).nullable(),
});
export type DeskInHello = z.infer<typeof deskInHello>;

/** What one request is about. `bodySha256` is null for a stream, whose records are signed one by one. */
export type ProvenRequest = {
  readonly method: string;
  /** path and query as in the address */
  readonly target: string;
  readonly bodySha256: string | null;
  readonly challenge: string;
  /** rises with every request under the same challenge; the receiver takes each once */
  readonly counter: number;
};

/** The exact text that the desk signs for one request. */
export function requestProofText({ method, target, bodySha256, challenge, counter }: ProvenRequest): string {
  return ['kaoji-request/1', method, target, bodySha256 ?? '-', challenge, String(counter)].join('\n');
}

/** The exact text that the desk signs for one record: the envelope without its signature. */
export function envelopeProofText(envelope: Readonly<Record<string, string | number | null>>): string {
  return `kaoji-envelope/1\n${canonicalJson(envelope)}`;
}

const proof = z.strictObject({
  deviceId: z.uuid(),
  challenge: z.string().regex(/^[0-9A-Za-z_-]{1,200}$/),
  counter: z.coerce.number().int().min(1),
  signature: z.string().regex(/^[0-9A-Za-z+/]{86}==$/),
});
export type Proof = z.infer<typeof proof>;

/** The header of a request: four words with semicolons between. */
export function writeProof({ deviceId, challenge, counter, signature }: Proof): string {
  return [deviceId, challenge, String(counter), signature].join(';');
}

/** Reads the header; null when it is no proof. */
export function readProof(header: string): Proof | null {
  const [deviceId, challenge, counter, signature, ...rest] = header.split(';');
  const parsed = proof.safeParse({ deviceId, challenge, counter, signature });
  return parsed.success && rest.length === 0 ? parsed.data : null;
}

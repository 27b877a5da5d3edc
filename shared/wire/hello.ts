import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { deskInHello } from './desk-proof.ts';
import { parseWireJson, signedText } from './signed-text.ts';

/**
 * First word of every run: the receiver signs the desk's nonce with the region's key, so no name or number leaves for a
 * receiver that cannot. (A relay in between is the matter of TLS.)
 */
const helloBody = z.strictObject({
  v: z.literal(1),
  kind: z.literal('hello'),
  nonce: z.uuid(),
  /** the region's clock: the desk shows a difference, and never orders by it */
  time: z.iso.datetime(),
  versions: z.array(z.int()).max(20),
  suites: z.array(z.int()).max(20),
  /** bytes of message text and photo, ids per `have` */
  limits: z.strictObject({ body: z.int(), photo: z.int(), haveIds: z.int() }),
  /** present where the desk said who it is */
  desk: deskInHello.optional(),
});
export type HelloBody = z.infer<typeof helloBody>;

/** `desk`: the desk's statement about itself and its signature (desk-proof.ts). */
export const helloRequest = z.strictObject({ nonce: z.uuid(), desk: signedText.optional() });
/**
 * `told`: beside `hello`, so that a desk of before passes over it; `toldHere` below, signed. `lostPhotos`: how many photos of this
 * desk were acknowledged and are not here any more; left out where there are none. Not signed: it only makes the desk ask.
 */
export const helloAnswer = z.object({
  v: z.literal(1),
  hello: signedText,
  told: signedText.optional(),
  lostPhotos: z.int().min(0).optional(),
});

/** What the region holds of the asking desk's changes: from it the desk sees that its file has lost some. */
const toldHere = z.strictObject({
  v: z.literal(1),
  kind: z.literal('toldHere'),
  nonce: z.uuid(),
  /** changes of this desk that have a receipt, whichever opening told them */
  receipts: z.int().min(0),
  /** highest number of a change of this opening that is here: another one under it at the desk means a restored file */
  highest: z.strictObject({ changeSeq: z.int(), messageId: z.uuid() }).nullable(),
});
export type ToldHere = z.infer<typeof toldHere>;

/** The exact text that the region signs. */
export function buildToldHere(facts: Omit<ToldHere, 'v' | 'kind'>): string {
  return canonicalJson(toldHere.parse({ v: 1, kind: 'toldHere', ...facts }));
}

/** Reads that text; null when it is none. */
export function readToldHere(text: string): ToldHere | null {
  const parsed = toldHere.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}

/** The exact text that the region signs. */
export function buildHelloBody(facts: Omit<HelloBody, 'v' | 'kind'>): string {
  const { desk, ...rest } = facts;
  return canonicalJson({ v: 1, kind: 'hello', ...rest, ...(desk && { desk }) });
}

/** Reads the signed text; null when it is no hello. */
export function readHelloBody(text: string): HelloBody | null {
  const parsed = helloBody.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}

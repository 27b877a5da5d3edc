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
export const helloAnswer = z.object({ v: z.literal(1), hello: signedText });

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

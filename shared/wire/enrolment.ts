import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { parseWireJson, signedText } from './signed-text.ts';

/**
 * How a desk gets known to the region (docs/sync-protocol.md, "Enrolment"). The pair of keys is made on the desk; only the
 * public part leaves it, in a request that the pair itself has signed. What comes back is signed by the region.
 */
const deskFacts = {
  deviceId: z.uuid(),
  officeId: z.uuid(),
  deskName: z.string().min(1).max(60),
  /** Ed25519, SPKI in base64 */
  publicKey: z.string().max(120),
};

const enrolmentRequest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('enrolmentRequest'),
  ...deskFacts,
  /** name of the office as its set-up file says, for the people of the region who read the request */
  officeName: z.string().max(100),
  /** the desk's clock, for people; nothing is judged by it */
  madeAt: z.iso.datetime(),
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>;

const deskCertificate = z.strictObject({
  v: z.literal(1),
  kind: z.literal('deskCertificate'),
  ...deskFacts,
  /** by the region's clock; the receiver alone judges them, a desk only shows them */
  validFrom: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  /** who enrolled the desk */
  enrolledBy: z.string().min(1).max(100),
  issuedAt: z.iso.datetime(),
});
export type DeskCertificate = z.infer<typeof deskCertificate>;

/** The exact text of a request, which the desk signs. */
export function buildEnrolmentRequest(facts: Omit<EnrolmentRequest, 'v' | 'kind'>): string {
  return canonicalJson(enrolmentRequest.parse({ v: 1, kind: 'enrolmentRequest', ...facts }));
}

/** Reads a request's text without judging its signature; null when it is none. */
export function readEnrolmentRequest(text: string): EnrolmentRequest | null {
  const parsed = enrolmentRequest.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}

/** The exact text of a certificate, which the region signs. */
export function buildDeskCertificate(facts: Omit<DeskCertificate, 'v' | 'kind'>): string {
  return canonicalJson(deskCertificate.parse({ v: 1, kind: 'deskCertificate', ...facts }));
}

/** Reads a certificate's text without judging its signature; null when it is none. */
export function readDeskCertificate(text: string): DeskCertificate | null {
  const parsed = deskCertificate.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}

/** The request on a stick (`*.kaoji-desk-request.json`). */
export const enrolmentRequestFile = z.strictObject({
  format: z.literal('kaoji-desk-request'),
  version: z.literal(1),
  request: signedText,
});

/** The region's answer on a stick (`*.kaoji-desk-certificate.json`). */
export const deskCertificateFile = z.strictObject({
  format: z.literal('kaoji-desk-certificate'),
  version: z.literal(1),
  certificate: signedText,
});

/** Letters and digits that nobody takes for each other when a code is read out. */
export const enrolmentCodeLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** Letters of a code: the first four are its number, the rest its secret. */
export const enrolmentCodeLength = { number: 4, secret: 12 } as const;

/** A code as people type it, without blanks and dashes, in capitals. */
export function plainEnrolmentCode(typed: string): string {
  return typed.replaceAll(/[\s-]/gu, '').toUpperCase();
}

/**
 * The code of the demo county. A receiver takes it, as often as it is given, only if it was started with the demo county's
 * set-up file and listens on loopback.
 */
export const demoEnrolmentCode = 'DEMA-DEMA-DEMA-DEMA';

/** POST /v2/enrol: a signed request with a one-time code. The code is no part of what is signed: it proves people, not a key. */
export const enrolRequest = z.strictObject({ request: signedText, code: z.string().min(1).max(60) });
/** Answer of /v2/enrol and /v2/renew. */
export const enrolAnswer = z.object({ v: z.literal(2), certificate: signedText });

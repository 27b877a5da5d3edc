import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';

const numberShape = /^KZ-\d{6}-\d{4}-[0-9A-F]{6}-\d{4,20}$/u;

/**
 * What the numbers of one opening of a desk's file in one year begin with: KZ-150430-2026-1A2B3C-. Not the desk's own id: a
 * file put back from a backup would give a lost number to somebody else.
 */
export function certificateNumberHead(countyCode: string, year: string, incarnation: string): string {
  return `KZ-${countyCode}-${year}-${openingMark(incarnation)}-`;
}

/** True where this opening of a desk's file gave the number. */
export function isNumberOf(number: string, incarnation: string): boolean {
  return openingMarkIn(number) === openingMark(incarnation);
}

/** The end of the name of the opening that gave this number, in capitals. */
export function openingMarkIn(number: string): string {
  return number.split('-')[3] ?? '';
}

function openingMark(incarnation: string): string {
  return incarnation.slice(-6).toUpperCase();
}

/**
 * What the QR code of a certificate of results carries, and what its desk signs. Nothing about the person: a number, the
 * desk, the day, and the digest of what stands on the paper. Anybody who holds the desk's public key can check it without
 * a line; that it was withdrawn only the office and the region can say.
 */
export const certified = z.strictObject({
  v: z.literal(1),
  kind: z.literal('certificateOfResults'),
  /** KZ-150430-2026-1A2B3C-0001 */
  number: z.string().regex(numberShape),
  deviceId: z.uuid(),
  /** day of issue in +08:00 */
  issuedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/u),
  /** SHA-256 (hex) over the canonical JSON of the content */
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/u),
});
export type CertifiedText = z.infer<typeof certified>;

/** Ed25519 in base64, spelled as it is made: another spelling of the same bytes would be another code. */
export const certificateSignature = z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/u);

const head = 'KAOJI-CERT1';

/** The exact text that the desk signs: canonical JSON. */
export function certifiedText(facts: CertifiedText): string {
  return canonicalJson(certified.parse(facts));
}

/** The line of the QR code: everything that is signed, and the signature (base64). */
export function certificateLine(facts: CertifiedText, signature: string): string {
  return [head, facts.number, facts.deviceId, facts.issuedOn, facts.contentSha256, signature].join('/');
}

/** Reads a line of a QR code; null where it is none. The signature is not judged here; base64 may hold slashes. */
export function readCertificateLine(
  line: string,
): { readonly facts: CertifiedText; readonly signature: string } | null {
  const [first, number, deviceId, issuedOn, contentSha256, ...rest] = line.trim().split('/');
  if (first !== head) return null;
  const facts = certified.safeParse({ v: 1, kind: 'certificateOfResults', number, deviceId, issuedOn, contentSha256 });
  const signature = rest.join('/');
  return facts.success && signature.length > 0 ? { facts: facts.data, signature } : null;
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code that people type: 80 bits of the digest (hex) of the signature in base 32 without I, L, O, U, in four groups of
 * four. It says no more than the line does; it is for those who have no scanner.
 */
export function certificateCode(signatureSha256: string): string {
  const bits = [...signatureSha256.slice(0, 20)]
    .map((hex) => Number.parseInt(hex, 16).toString(2).padStart(4, '0'))
    .join('');
  const letters = (bits.match(/.{5}/gu) ?? []).map((five) => digits.charAt(Number.parseInt(five, 2))).join('');
  return letters.replace(/(.{4})(?=.)/gu, '$1-');
}

/** A number as it is typed, also with wide characters, small letters or other dashes; null where it is none. */
export function tidyCertificateNumber(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\s/gu, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-');
  return numberShape.test(plain) ? plain : null;
}

/** A typed code as it is compared: capitals, no blanks or dashes, and the letters that look like digits as these. */
export function tidyCertificateCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');
}

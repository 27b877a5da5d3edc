import { createHash } from 'node:crypto';
import { type CertifiedText, certificateCode, certificateLine, certifiedText } from '#shared/wire/certificate-text.ts';
import { signWith } from './signature.ts';

/** What a certificate carries to be proved by: the line of its QR code, and the code that people can type. */
export type CertificateProof = { readonly line: string; readonly code: string };

/** Signs a certificate with the desk's key (PKCS8, base64). Ed25519: the same certificate always gets the same proof. */
export function proveCertificate(devicePrivateKey: string, facts: CertifiedText): CertificateProof {
  const signature = signWith(devicePrivateKey, certifiedText(facts));
  const digest = createHash('sha256').update(signature, 'utf8').digest('hex');
  return { line: certificateLine(facts, signature), code: certificateCode(digest) };
}

import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { SignedText } from '#shared/wire/signed-text.ts';

const keys = new Map<string, KeyObject>();
/** Keys that are kept read: reading one takes as long as checking a signature with it. */
const mostKeys = 1000;

/** True if `signature` (base64) is Ed25519 over the UTF-8 bytes of `text` by the key with this SPKI (base64). */
export function signedByKey(text: string, signature: string, publicKey: string): boolean {
  try {
    let key = keys.get(publicKey);
    if (!key) {
      key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
      if (key.asymmetricKeyType !== 'ed25519') return false;
      if (keys.size >= mostKeys) keys.clear();
      keys.set(publicKey, key);
    }
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** The same of a signed text. */
export function holdsFor({ body, signature }: SignedText, publicKey: string): boolean {
  return signedByKey(body, signature, publicKey);
}

/** SHA-256 of the key's SPKI, first 32 hex digits in groups of four: what people compare by telephone. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32).toUpperCase();
  return hash.replace(/(.{4})(?=.)/g, '$1 ');
}

/** A fingerprint as people type it. */
export function plainFingerprint(typed: string): string {
  return typed.replaceAll(/\s/gu, '').toUpperCase();
}

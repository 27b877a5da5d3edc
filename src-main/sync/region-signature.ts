import { createPublicKey, verify } from 'node:crypto';
import type { SignedText } from '../../shared/wire/signed-text.ts';

/**
 * True if the region's pinned key signed exactly this text. `publicKey` is the SPKI (base64) of `installation`: it came
 * with the set-up file, never over the wire. Anything malformed is simply not signed.
 */
export function isSignedByRegion(signed: SignedText, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(signed.body, 'utf8'), key, Buffer.from(signed.signature, 'base64'));
  } catch {
    return false;
  }
}

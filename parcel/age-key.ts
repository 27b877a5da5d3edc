import { createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { bech32 } from './bech32.ts';

/** A pair of age (X25519): the identity opens what is sealed to the recipient. Both in age's own spelling. */
export type AgeKey = { readonly identity: string; readonly recipient: string };

/** DER of a PKCS8 X25519 private key up to its 32 bytes (RFC 8410). */
const pkcs8Start = Buffer.from('302e020100300506032b656e04220420', 'hex');

/**
 * The pair that belongs to a secret of high entropy (at least 128 bits), by HKDF-SHA-256. `purpose` keeps the keys of
 * one secret apart. The same secret always gives the same pair: the recovery sheet alone opens old answers.
 */
export function ageKeyFrom(secret: Uint8Array, purpose: 'region' | 'office'): AgeKey {
  const info = `kaoji parcel, suite 1, ${purpose}`;
  const seed = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), info, 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Start, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    identity: bech32('age-secret-key-', seed).toUpperCase(),
    recipient: bech32('age', spki.subarray(spki.length - 32)),
  };
}

/** The region's pair, from its Ed25519 signing key (PKCS8 DER): one file holds all the region's keys. */
export function regionParcelKey(signingKey: Uint8Array): AgeKey {
  return ageKeyFrom(signingKey.subarray(signingKey.length - 32), 'region');
}

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** Public keys that are kept read: reading one takes as long as checking a signature with it. */
const keys = new Map<string, KeyObject>();
const mostKeys = 50;

function publicKeyOf(base64: string): KeyObject {
  const known = keys.get(base64);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  if (keys.size >= mostKeys) keys.clear();
  keys.set(base64, key);
  return key;
}

/** True if `signature` (base64) is Ed25519 over the UTF-8 bytes of `text` by the key with this SPKI (base64). */
export function signatureHolds(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = publicKeyOf(publicKey);
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}

/** A fresh Ed25519 pair, PKCS8 and SPKI, base64. */
export function makeKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  const pair = generateKeyPairSync('ed25519');
  return {
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

/** SHA-256 of the key's SPKI, first 32 hex digits in groups of four: short enough to compare with paper. */
export function keyFingerprint(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32).toUpperCase();
  return hash.replace(/(.{4})(?=.)/g, '$1 ');
}

/** Ed25519 (base64) over the UTF-8 bytes of `text` by a PKCS8 key (base64). */
export function signWith(privateKey: string, text: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(text, 'utf8'), key).toString('base64');
}

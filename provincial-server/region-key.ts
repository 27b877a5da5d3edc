import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SignedText } from '#shared/wire/signed-text.ts';
import { type AgeKey, regionParcelKey } from '../parcel/age-key.ts';

/** The region's signing key. `publicKey` is the SPKI (base64) that desks pin from their set-up file. */
export type RegionKey = {
  readonly publicKey: string;
  /** what desks seal parcels to, and what opens them; derived, so that one file holds all the region's keys */
  readonly parcelKey: AgeKey;
  signText(text: string): SignedText;
  /** 32 bytes that follow from the key for one purpose: the same in every process of the receiver, kept nowhere */
  secretFor(purpose: string): Uint8Array;
};

/** Reads an Ed25519 private key: PEM (PKCS8), or its DER in base64. The message of a fault says what to do. */
export async function loadRegionKey(file: string): Promise<RegionKey> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`读不到自治区密钥文件 ${file}。核对 --region-key 的路径和权限。`);
  });
  return regionKeyFrom(readKey(text.trim(), file));
}

/** The same from a key at hand. */
function regionKeyFrom(key: KeyObject): RegionKey {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    publicKey,
    parcelKey: regionParcelKey(key.export({ type: 'pkcs8', format: 'der' })),
    signText: (text) => ({ body: text, signature: sign(null, Buffer.from(text, 'utf8'), key).toString('base64') }),
    secretFor: (purpose) =>
      new Uint8Array(hkdfSync('sha256', key.export({ type: 'pkcs8', format: 'der' }), '', purpose, 32)),
  };
}

function readKey(text: string, file: string): KeyObject {
  try {
    const key = text.startsWith('-----')
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below, in words
  }
  throw new Error(`${file} 不是 Ed25519 私钥（PEM 或 base64 的 PKCS8）。换成签发安装文件的那把密钥。`);
}

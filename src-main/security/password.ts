import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt cost: memory is 128·n·r bytes. 2^16 costs about 0.2 s and 64 MB on a desk laptop. */
export type KdfCost = { readonly n: number; readonly r: number; readonly p: number };
export const defaultKdfCost: KdfCost = { n: 65_536, r: 8, p: 1 };

export type PasswordHash = {
  readonly algorithm: 'scrypt';
  readonly cost: KdfCost;
  /** base64 */
  readonly salt: string;
  /** base64, 32 bytes */
  readonly hash: string;
};

/** Stretches a secret to 32 bytes off the main thread. `salt` is at least 16 random bytes. */
export function stretch(secret: string, salt: Uint8Array, cost: KdfCost): Promise<Buffer> {
  const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** Hashes a password for the account table, with a salt of its own. */
export async function hashPassword(password: string, cost: KdfCost): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await stretch(password, salt, cost);
  return { algorithm: 'scrypt', cost, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** True if the password belongs to the hash; takes the same time either way. */
export async function passwordMatches(password: string, stored: PasswordHash): Promise<boolean> {
  const hash = await stretch(password, Buffer.from(stored.salt, 'base64'), stored.cost);
  return timingSafeEqual(hash, Buffer.from(stored.hash, 'base64'));
}

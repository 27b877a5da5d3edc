import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Edition, regulationIssuedOn } from '#shared/regulation/parameters.ts';
import { setupBody, setupEnvelope } from '#shared/wire/setup-file.ts';
import { defaultPhotoProfile, type PhotoProfile } from './photo-check.ts';

type Dated = { readonly id: string; readonly inForceFrom: string };

/** The region's own editions, of its set-up file. */
export type RegionEditions = {
  readonly regulation: readonly Edition[];
  readonly photoProfiles: readonly (PhotoProfile & Dated)[];
  /** the office of the demo county, where the editions came with its set-up file */
  readonly demoOffice: string | null;
};

/** What holds where the receiver was given no set-up file: the defaults that shared/regulation states. */
export const defaultEditions: RegionEditions = { regulation: [], photoProfiles: [], demoOffice: null };

/** Editions of a set-up file that this region signed. `publicKey` is the region's SPKI (base64). */
export async function loadEditions(file: string, publicKey: string): Promise<RegionEditions> {
  const envelope = setupEnvelope.parse(JSON.parse(await readFile(file, 'utf8')));
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const signature = Buffer.from(envelope.signature, 'base64');
  if (!verify(null, Buffer.from(envelope.body, 'utf8'), key, signature)) {
    throw new Error(`${file} 不是这把自治区密钥签发的。换成同一把密钥签发的安装文件。`);
  }
  const { regulationEditions, photoProfiles, isDemo, office } = setupBody.parse(JSON.parse(envelope.body));
  return { regulation: regulationEditions, photoProfiles, demoOffice: isDemo ? office.id : null };
}

/**
 * The edition of the regulation that a record names, of the set-up file or `issued` since. A name nobody knows falls back to
 * the newest of the set-up file: a desk cannot choose its rules.
 */
export function regulationOf({ regulation }: RegionEditions, issued: readonly Edition[], id: string): Edition {
  const found = [...regulation, ...issued].find((one) => one.id === id);
  return found ?? newestOf(regulation) ?? { id: 'default', inForceFrom: regulationIssuedOn, parameters: {} };
}

/** The profile that a photo names, in the same way. */
export function photoProfileOf(
  { photoProfiles }: RegionEditions,
  issued: RegionEditions['photoProfiles'],
  id: string,
): PhotoProfile {
  return [...photoProfiles, ...issued].find((one) => one.id === id) ?? newestOf(photoProfiles) ?? defaultPhotoProfile;
}

function newestOf<E extends Dated>(editions: readonly E[]): E | undefined {
  return [...editions].sort((a, b) => (a.inForceFrom < b.inForceFrom ? 1 : -1))[0];
}

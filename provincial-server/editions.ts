import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Edition, regulationIssuedOn } from '#shared/regulation/parameters.ts';
import { setupBody, setupEnvelope } from '#shared/wire/setup-file.ts';
import { defaultPhotoProfile, type PhotoProfile } from './photo-check.ts';

/** The region's own editions. A name nobody knows falls back to the newest: a desk cannot choose its own rules. */
export type RegionEditions = {
  regulationOf(id: string): Edition;
  photoProfileOf(id: string): PhotoProfile;
  /** the office of the demo county, where the editions came with its set-up file */
  readonly demoOffice: string | null;
};

/** What holds where the receiver was given no set-up file: the defaults that shared/regulation states. */
export const defaultEditions: RegionEditions = {
  regulationOf: () => ({ id: 'default', inForceFrom: regulationIssuedOn, parameters: {} }),
  photoProfileOf: () => defaultPhotoProfile,
  demoOffice: null,
};

/** Editions of a set-up file that this region signed. `publicKey` is the region's SPKI (base64). */
export async function loadEditions(file: string, publicKey: string): Promise<RegionEditions> {
  const envelope = setupEnvelope.parse(JSON.parse(await readFile(file, 'utf8')));
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const signature = Buffer.from(envelope.signature, 'base64');
  if (!verify(null, Buffer.from(envelope.body, 'utf8'), key, signature)) {
    throw new Error(`${file} 不是这把自治区密钥签发的。换成同一把密钥签发的安装文件。`);
  }
  const { regulationEditions, photoProfiles, isDemo, office } = setupBody.parse(JSON.parse(envelope.body));
  return {
    regulationOf: (id) => byIdOrNewest(regulationEditions, id) ?? defaultEditions.regulationOf(id),
    photoProfileOf: (id) => byIdOrNewest(photoProfiles, id) ?? defaultPhotoProfile,
    demoOffice: isDemo ? office.id : null,
  };
}

function byIdOrNewest<E extends { readonly id: string; readonly inForceFrom: string }>(
  editions: readonly E[],
  id: string,
): E | undefined {
  const newest = [...editions].sort((a, b) => (a.inForceFrom < b.inForceFrom ? 1 : -1));
  return editions.find((edition) => edition.id === id) ?? newest[0];
}

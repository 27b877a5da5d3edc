import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type SetupBody, type SetupEnvelope, setupBody, setupEnvelope } from '#shared/wire/setup-file.ts';
import { regionParcelKey } from '../../parcel/age-key.ts';

const keyFile = z.object({ note: z.string(), privateKey: z.string(), publicKey: z.string() });
export type DemoRegionKey = z.infer<typeof keyFile>;

const note = '只供演示：这把私钥是公开的，任何人都能冒签。真实的自治区密钥从不出现在本仓库里。';

/** The demo region's key as it lies in `folder`; throws where it is missing. */
export async function readRegionKey(folder: string): Promise<DemoRegionKey> {
  return keyFile.parse(JSON.parse(await readFile(join(folder, 'region-key.json'), 'utf8')));
}

/** The same, made once where it is missing; also written as PEM for the receiver's --region-key. */
export async function ensureRegionKey(folder: string): Promise<DemoRegionKey> {
  const key = await readRegionKey(folder).catch(makeKey);
  await writeFile(join(folder, 'region-key.json'), `${JSON.stringify(key, null, 2)}\n`);
  const pem = createPrivateKey(derOf(key)).export({ type: 'pkcs8', format: 'pem' });
  await writeFile(join(folder, 'region-key-demo-only.pem'), pem);
  return key;
}

function derOf({ privateKey }: DemoRegionKey) {
  return { key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' } as const;
}

function makeKey(): DemoRegionKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    note,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

/** Signs a set-up body and names whom parcels are sealed to: the region's own key. Throws where the body does not follow the wire shape. */
export function signedSetup(body: SetupBody, key: DemoRegionKey): SetupEnvelope {
  const regionRecipient = regionParcelKey(Buffer.from(key.privateKey, 'base64')).recipient;
  const text = JSON.stringify(setupBody.parse({ ...body, regionRecipient }));
  return setupEnvelope.parse({
    format: 'kaoji-setup',
    version: 1,
    suite: 1,
    regionPublicKey: key.publicKey,
    body: text,
    signature: sign(null, Buffer.from(text, 'utf8'), createPrivateKey(derOf(key))).toString('base64'),
  });
}

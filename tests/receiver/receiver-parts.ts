import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Receiver } from '../../provincial-server/accept-record.ts';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { openEmbedded } from '../../provincial-server/database.ts';
import { defaultEditions } from '../../provincial-server/editions.ts';
import { openIssuedBook } from '../../provincial-server/issued-book.ts';
import { createJudge } from '../../provincial-server/judge.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { loadRegionKey } from '../../provincial-server/region-key.ts';
import { createLostBook } from '../../provincial-server/store/lost-photo.ts';
import { regionKeys } from '../fixtures/county.ts';
import { layEmptyDatabase } from './empty-database.ts';

/** The parts of a receiver on a folder of their own, to be worked without a line between. */
export async function openReceiverParts(): Promise<{
  readonly receiver: Receiver;
  readonly folder: string;
  close(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'kaoji-receiver-'));
  await layEmptyDatabase(folder);
  const db = await openEmbedded(folder);
  const now = () => new Date().toISOString();
  await migrate(db, now());
  const key = createPrivateKey({ key: Buffer.from(regionKeys.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const keyFile = join(folder, 'region.pem');
  await writeFile(keyFile, key.export({ format: 'pem', type: 'pkcs8' }));
  const receiver = {
    db,
    blobs: await openBlobStore(folder, createLostBook(db, now, false)),
    key: await loadRegionKey(keyFile),
    judge: createJudge(defaultEditions, await openIssuedBook(db)),
    now,
    newId: v7,
  };
  return {
    receiver,
    folder,
    async close() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

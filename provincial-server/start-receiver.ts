import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { openAdminToken } from './admin-token.ts';
import { openBlobStore, type StoreCondition } from './blob-store.ts';
import { goOnWithNewProgram } from './change-intake.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed } from './database.ts';
import { defaultEditions, loadEditions } from './editions.ts';
import { openIssuedBook } from './issued-book.ts';
import { createJudge } from './judge.ts';
import type { Log, LogLine } from './log.ts';
import { migrate } from './migrate.ts';
import { openFeed } from './notice-feed.ts';
import { loopback, type ReceiverOptions } from './options.ts';
import { loadRegionKey } from './region-key.ts';
import { buildServer } from './server.ts';
import { createLostBook } from './store/lost-photo.ts';

export type RunningReceiver = { readonly url: string; readonly publicKey: string; stop(): Promise<void> };

/**
 * Opens everything, migrates, listens. Port 0 takes a free one. `stop` finishes what is under way and closes cleanly. `now`
 * is the region's clock, ISO 8601 in UTC.
 */
export async function startReceiver(
  options: ReceiverOptions,
  log: Log,
  now = () => new Date().toISOString(),
): Promise<RunningReceiver> {
  const key = await loadRegionKey(options.regionKeyFile);
  const editions = options.setupFile ? await loadEditions(options.setupFile, key.publicKey) : defaultEditions;
  await mkdir(options.dataFolder, { recursive: true, mode: 0o700 });
  const unlock = await lockDataFolder(options.dataFolder);
  await forgetIncoming(options.dataFolder);
  const db = options.databaseUrl ? await openServed(options.databaseUrl) : await openEmbedded(options.dataFolder);
  await migrate(db, now());
  // behind the database: it says which photos were acknowledged
  const blobs = await openBlobStore(options.dataFolder, createLostBook(db, now, options.restored));
  for (const line of linesAbout(blobs.condition())) log({ at: now(), ...line });
  await openFeed(db, v7, options.restored);
  const decider = { key, now, newId: v7 };
  await goOnWithNewProgram({ ...decider, blobs, db });
  const isLocal = loopback.includes(options.host);
  const server = buildServer({ ...decider, db, blobs, judge: createJudge(editions, await openIssuedBook(db)) }, log, {
    report: options.report,
    adminToken: await openAdminToken(options.dataFolder),
    dataFolder: options.dataFolder,
    isLocal,
    takesUnenrolled: options.takesUnenrolled,
    demoOffice: isLocal ? editions.demoOffice : null,
    staffOnly: options.restored,
  });
  const url = await server.listen({ host: options.host, port: options.port });
  return {
    url,
    publicKey: key.publicKey,
    async stop() {
      await server.close();
      await db.close();
      await unlock();
    },
  };
}

/** What the log says of a store that is not whole: names of packs, no name of a photo. */
function linesAbout({ damaged, lost }: StoreCondition): readonly Omit<LogLine, 'at'>[] {
  const packs = damaged.map(({ pack, bytes, isUnreadable }) => {
    const code = isUnreadable ? 'unreadable' : 'damaged';
    return { what: 'photos', code, pack, bytes };
  });
  return lost > 0 ? [...packs, { what: 'photos', code: 'lost', count: lost }] : packs;
}

/** Sealed parcels that were under way when the receiver ended before; who sent them sends them again. */
async function forgetIncoming(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith('incoming-')) await rm(path.join(folder, name), { force: true });
}

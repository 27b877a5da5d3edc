import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import project from '../../package.json' with { type: 'json' };

const kept = join(tmpdir(), `kaoji-empty-database-${project.devDependencies['@electric-sql/pglite']}`);

/**
 * Puts the empty embedded database where a receiver with this data folder looks for it. To lay one out takes seconds of
 * computing, to copy it a tenth of that: it is made once per machine and version and copied for every receiver.
 */
export async function layEmptyDatabase(dataFolder: string): Promise<void> {
  const place = join(dataFolder, 'database');
  if (existsSync(place)) return;
  if (!existsSync(kept)) await make();
  await cp(kept, place, { recursive: true });
}

/** Test workers run beside each other: whoever is first wins, and nobody sees half a database. */
async function make(): Promise<void> {
  const draft = await mkdtemp(`${kept}-`);
  const database = await PGlite.create(draft);
  await database.close();
  await rename(draft, kept).catch(async (fault: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true });
    if (fault.code !== 'ENOTEMPTY' && fault.code !== 'EEXIST') throw fault;
  });
}

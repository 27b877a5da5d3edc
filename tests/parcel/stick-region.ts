import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, openServed, type ServerDb } from '../../provincial-server/database.ts';
import { regionKeys } from '../fixtures/county.ts';
import type { TestDesk } from '../make-desk.ts';
import { layEmptyDatabase } from '../receiver/empty-database.ts';
import { freshDatabase, quickestDatabase } from '../receiver/make-receiver.ts';
import { regionProgram } from '../receiver/region-program.ts';

/**
 * A region that is reached by stick alone: the receiver's command lines as people start them, and one stick. Its data lie
 * in the quickest database that is there.
 */
export function makeStickRegion() {
  const stick = mkdtempSync(join(tmpdir(), 'kaoji-stick-'));
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-region-'));
  const data = join(folder, 'data');
  const der = Buffer.from(regionKeys.privateKey, 'base64');
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(join(folder, 'region.key'), pem);
  const at = (name: string) => join(stick, name);
  // laid out beforehand: making an empty database takes longer than everything else here
  const served = quickestDatabase() === 'postgresql' ? freshDatabase() : layEmptyDatabase(data).then(() => null);
  served.catch(() => undefined); // told by the first who needs it

  /** a program that only looks, and needs no key */
  const look = async (program: string, words: readonly string[]) =>
    regionProgram(program, ['--data', data, ...words], (await served)?.url ?? null);
  /** One program of provincial-server/ on this region's data. */
  const start = (program: string, words: readonly string[]) =>
    look(program, ['--region-key', join(folder, 'region.key'), ...words]);
  return {
    stick,
    data,
    at,
    start,
    look,
    take: (files: string | readonly string[], answer: string, more: readonly string[] = []) =>
      start('read-parcel.ts', [
        ...[files].flat().flatMap((file) => ['--in', at(file)]),
        '--answer',
        at(answer),
        ...more,
      ]),
    async write(desk: TestDesk, name: string) {
      desk.files.save = at(name);
      await desk.as('reviewer1');
      return desk.call('parcel.write', {});
    },
    async readBack(desk: TestDesk, name: string) {
      desk.files.open = at(name);
      await desk.as('reviewer1');
      return desk.call('parcel.readAnswer', {});
    },
    /** this region's data, while none of its programs runs; to be closed by the caller */
    async open(): Promise<ServerDb> {
      const database = await served;
      return database ? openServed(database.url) : openEmbedded(data);
    },
    async remove() {
      for (const one of [stick, folder]) rmSync(one, { recursive: true, force: true });
      await (await served)?.drop();
    },
  };
}

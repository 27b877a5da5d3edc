import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { regionKeys } from '../fixtures/county.ts';
import type { TestDesk } from '../make-desk.ts';

const run = promisify(execFile);

/** A region that is reached by stick alone: the receiver's command lines as people start them, and one stick. */
export function makeStickRegion() {
  const stick = mkdtempSync(join(tmpdir(), 'kaoji-stick-'));
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-region-'));
  const der = Buffer.from(regionKeys.privateKey, 'base64');
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(join(folder, 'region.key'), pem);
  const at = (name: string) => join(stick, name);

  /** One program of provincial-server/ on this region's data. */
  async function start(program: string, words: readonly string[]) {
    const file = join(import.meta.dirname, '../../provincial-server', program);
    const own = ['--region-key', join(folder, 'region.key'), '--data', join(folder, 'data')];
    return run(process.execPath, ['--liftoff-only', file, ...own, ...words]).then(
      ({ stdout }) => ({ said: stdout, refused: false }),
      (error: { readonly stderr: string }) => ({ said: error.stderr, refused: true }),
    );
  }
  return {
    stick,
    data: join(folder, 'data'),
    at,
    start,
    /** what a program that only looks, and needs no key, says of this region's data */
    async look(program: string, words: readonly string[]) {
      const file = join(import.meta.dirname, '../../provincial-server', program);
      return (await run(process.execPath, ['--liftoff-only', file, '--data', join(folder, 'data'), ...words])).stdout;
    },
    take: (file: string, answer: string, more: readonly string[] = []) =>
      start('read-parcel.ts', ['--in', at(file), '--answer', at(answer), ...more]),
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
    remove() {
      for (const one of [stick, folder]) rmSync(one, { recursive: true, force: true });
    },
  };
}

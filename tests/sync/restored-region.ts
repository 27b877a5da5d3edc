import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';

export type RestorableRegion = {
  /** the receiver as it runs now */
  readonly now: () => TestReceiver;
  /** the receiver's whole data as of now */
  keepBackup(): Promise<void>;
  /** from the backup: first as `--restored` says, then as ever */
  restore(): Promise<void>;
  stop(): Promise<void>;
};

/** A receiver for enrolled desks that can be put back to where it was. */
export async function makeRestorableRegion(): Promise<RestorableRegion> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-region-'));
  const copy = mkdtempSync(join(tmpdir(), 'kaoji-region-backup-'));
  const start = (restored = false) => makeReceiver({ folder, enrolledOnly: true, restored });
  let receiver = await start();
  return {
    now: () => receiver,
    async keepBackup() {
      await receiver.stop();
      cpSync(folder, copy, { recursive: true });
      receiver = await start();
    },
    async restore() {
      await receiver.stop();
      rmSync(folder, { recursive: true });
      cpSync(copy, folder, { recursive: true });
      await (await start(true)).stop();
      receiver = await start();
    },
    async stop() {
      await receiver.stop();
      for (const one of [folder, copy]) rmSync(one, { recursive: true, force: true });
    },
  };
}

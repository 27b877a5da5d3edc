import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';

export type RestorableRegion = {
  /** the receiver as it runs now */
  readonly now: () => TestReceiver;
  /** the receiver's whole data as of now */
  keepBackup(): Promise<void>;
  /** from the backup, as `--restored` says: for the region's own people */
  putBack(): Promise<void>;
  /** starts again as ever: desks are answered */
  open(): Promise<void>;
  /** both, with nothing between */
  restore(): Promise<void>;
  stop(): Promise<void>;
};

/** A receiver for enrolled desks that can be put back to where it was. */
export async function makeRestorableRegion(): Promise<RestorableRegion> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-region-'));
  const copy = mkdtempSync(join(tmpdir(), 'kaoji-region-backup-'));
  const start = (restored = false) => makeReceiver({ folder, enrolledOnly: true, restored });
  let receiver = await start();
  const putBack = async () => {
    await receiver.stop();
    rmSync(folder, { recursive: true });
    cpSync(copy, folder, { recursive: true });
    receiver = await start(true);
  };
  const open = async () => {
    await receiver.stop();
    receiver = await start();
  };
  return {
    now: () => receiver,
    async keepBackup() {
      await receiver.stop();
      cpSync(folder, copy, { recursive: true });
      receiver = await start();
    },
    putBack,
    open,
    async restore() {
      await putBack();
      await open();
    },
    async stop() {
      await receiver.stop();
      for (const one of [folder, copy]) rmSync(one, { recursive: true, force: true });
    },
  };
}

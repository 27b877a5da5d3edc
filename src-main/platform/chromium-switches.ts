import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';

/**
 * Must run before `ready`. Chromium may keep its preferences below `folder`, but no page cache, no crash dump and no
 * shader cache: nothing of a pupil may lie outside the encrypted database. Names never resolve, so no part of Chromium
 * can reach out on its own; sync uses Node's own network stack.
 */
export function quietChromium(app: App, folder: string): void {
  app.setPath('sessionData', folder);
  app.setPath('crashDumps', join(folder, 'none'));
  for (const name of [
    'disable-http-cache',
    'disable-gpu-shader-disk-cache',
    'disable-breakpad',
    'disable-crash-reporter',
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'no-proxy-server',
  ]) {
    app.commandLine.appendSwitch(name);
  }
  app.commandLine.appendSwitch('disk-cache-size', '1');
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
}

/** Plays `clip` (.mjpeg, 30 pictures a second) in place of a camera. Only for unpackaged runs. */
export function playClipAsCamera(app: App, clip: string): void {
  app.commandLine.appendSwitch('use-fake-device-for-media-stream');
  app.commandLine.appendSwitch('use-fake-ui-for-media-stream');
  app.commandLine.appendSwitch('use-file-for-fake-video-capture', clip);
}

/** A folder for Chromium where the profile cannot be written, so that the screen can still open and say why. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kaoji-'));
}

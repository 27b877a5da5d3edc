import { readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { BrowserWindow } from 'electron';
import type { AppPaths } from './app-paths.ts';
import type { Heavy } from './ports.ts';

const LIMIT_MS = 20_000;
const QUESTION = `(async () => {
  const reply = await window.kaoji.call('gate.state', {});
  while (document.getElementById('root').childElementCount === 0) await new Promise((next) => requestAnimationFrame(next));
  return reply.ok ? reply.value.phase : reply.fault.kind;
})()`;

/**
 * Asks each part of an installed desk for a sign of life: screen and bridge, driver, migrations, heavy process. Needs an
 * empty profile. The line is for the packaging script.
 */
export async function smokeCheck(
  window: BrowserWindow,
  paths: AppPaths,
  heavy: Heavy,
): Promise<{ readonly passed: boolean; readonly line: string }> {
  const limit = new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no answer in time')), LIMIT_MS));
  try {
    const found = {
      phase: await Promise.race([askScreen(window), limit]),
      cipher: askDriver(paths.nativeBinding),
      migrations: readdirSync(paths.migrations).filter((name) => name.endsWith('.sql')).length,
      heavy: await Promise.race([askHeavy(heavy), limit]),
    };
    const passed =
      found.phase === 'newProfile' && found.cipher === 'sqlcipher' && found.migrations > 0 && found.heavy === 'broken';
    return { passed, line: `smoke: ${passed ? 'ok' : 'bad'} ${JSON.stringify(found)}` };
  } catch (cause) {
    return { passed: false, line: `smoke: bad ${cause instanceof Error ? cause.message : typeof cause}` };
  }
}

async function askScreen(window: BrowserWindow): Promise<string> {
  const { webContents } = window;
  if (webContents.isLoading()) await new Promise<void>((next) => webContents.once('did-finish-load', () => next()));
  return webContents.executeJavaScript(QUESTION);
}

function askDriver(nativeBinding: string | undefined): unknown {
  const memory = new Database(':memory:', nativeBinding ? { nativeBinding } : {});
  memory.pragma("cipher = 'sqlcipher'");
  const cipher = memory.pragma('cipher', { simple: true });
  memory.close();
  return cipher;
}

/** A job that nobody knows: the answer `broken` comes from the process itself, `stopped` from its absence. */
async function askHeavy(heavy: Heavy): Promise<string> {
  try {
    await heavy.run('smoke', null, () => {}, new AbortController().signal);
    return 'unexpected';
  } catch (cause) {
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unexpected';
  }
}

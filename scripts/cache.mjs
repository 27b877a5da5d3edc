import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of what is fetched or built once per machine (runtime, addon). */
export const cacheFolder =
  process.env.KAOJI_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kaoji-desk');

/** The project's own folder. */
export const projectRoot = join(import.meta.dirname, '..');

/** A line for the person at the terminal; standard output stays free for results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

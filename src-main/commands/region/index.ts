import { applyNotices } from './apply.ts';
import { readRegionFile } from './read-file.ts';
import type { NoticeTaking } from './take-notices.ts';

/** The region's notices from a file; `taking` is how each is used, whichever way it came. */
export function regionCommands(taking: NoticeTaking) {
  return { 'region.apply': applyNotices(taking) };
}
export const regionLongCalls = { 'region.readFile': readRegionFile };

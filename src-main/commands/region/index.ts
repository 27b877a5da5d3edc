import { applyNotices } from './apply.ts';
import { readRegionFile } from './read-file.ts';

export const regionCommands = { 'region.apply': applyNotices };
export const regionLongCalls = { 'region.readFile': readRegionFile };

import type { FileLine } from './file-words.ts';

/**
 * The place of the next file after `place` that waits to be confirmed; null = none comes after it. `lineAt` has the lines
 * that are there already, `read` fetches those from a place on (empty = none, or they cannot be read).
 */
export async function nextUnattached(
  place: number,
  lineAt: (place: number) => FileLine | undefined,
  read: (from: number) => Promise<readonly FileLine[]>,
): Promise<number | null> {
  for (let at = place + 1; ; at += 1) {
    const line = lineAt(at);
    if (line === undefined) return nextIn(at, read);
    if (line.state === 'staged') return at;
  }
}

async function nextIn(from: number, read: (from: number) => Promise<readonly FileLine[]>): Promise<number | null> {
  for (let at = from; ; ) {
    const lines = await read(at);
    const found = lines.findIndex(({ state }) => state === 'staged');
    if (found >= 0) return at + found;
    if (lines.length === 0) return null;
    at += lines.length;
  }
}

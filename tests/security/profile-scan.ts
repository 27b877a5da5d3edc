import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import iconv from 'iconv-lite';

/** A place where something readable was found: file and what kind of text, never the text itself. */
export type Leak = { readonly file: string; readonly what: string };

/** JFIF header of every photo the desk stores; three bytes alone would turn up in encrypted pages by chance. */
const jpegHeader = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46]);

/**
 * Looks through every file below `folders` for the given names and numbers in UTF-8, UTF-16 (both orders) and GB18030,
 * and for JPEG headers. Names of fewer than three characters are left out by the caller: they turn up in plain words.
 */
export function scanForPersonalData(
  folders: readonly string[],
  texts: readonly string[],
): { files: number; leaks: Leak[] } {
  const needles = texts.flatMap((text) => encodings(text));
  const files = folders.flatMap((folder) => filesBelow(folder));
  const leaks: Leak[] = [];
  for (const path of files) {
    const bytes = readQuietly(path);
    if (!bytes) continue;
    const file = relative(folders.find((folder) => path.startsWith(folder)) ?? '', path);
    if (bytes.includes(jpegHeader)) leaks.push({ file, what: 'JPEG' });
    const found = needles.find((needle) => bytes.includes(needle.bytes));
    if (found) leaks.push({ file, what: found.encoding });
  }
  return { files: files.length, leaks };
}

function encodings(text: string): { encoding: string; bytes: Buffer }[] {
  const little = Buffer.from(text, 'utf16le');
  const all = [
    { encoding: 'UTF-8', bytes: Buffer.from(text, 'utf8') },
    { encoding: 'UTF-16LE', bytes: little },
    { encoding: 'UTF-16BE', bytes: Buffer.from(little).swap16() },
    { encoding: 'GB18030', bytes: iconv.encode(text, 'gb18030') },
  ];
  // digits are the same bytes in UTF-8 and GB18030
  return all.filter((one, index) => all.findIndex((other) => other.bytes.equals(one.bytes)) === index);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function readQuietly(path: string): Buffer | null {
  try {
    return statSync(path).size > 500_000_000 ? null : readFileSync(path);
  } catch {
    return null; // gone since the listing
  }
}

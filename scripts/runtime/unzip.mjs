import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 5, 6]);
const DIRECTORY_ENTRY = 0x02014b50;
const SYMLINK = 0o120000;

/**
 * Unpacks the entries of `zipFile` below `prefix` into `folder`, without those that `skip(path)` names. Keeps modes and
 * symbolic links. No zip64, no encryption: it reads one known archive, for which Debian's `unzip` need not be there.
 */
export function unzip(zipFile, prefix, folder, skip) {
  const fd = openSync(zipFile, 'r');
  try {
    for (const entry of directoryOf(fd)) {
      if (!entry.name.startsWith(prefix) || entry.name.endsWith('/')) continue;
      const path = entry.name.slice(prefix.length);
      if (!skip(path)) unpack(fd, entry, join(folder, path), folder);
    }
  } finally {
    closeSync(fd);
  }
}

function directoryOf(fd) {
  const { size } = fstatSync(fd);
  const tailLength = Math.min(size, 65_557); // end record plus the longest comment
  const tail = readAt(fd, size - tailLength, tailLength);
  const end = tail.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0) throw new Error('no zip directory found');
  const directory = readAt(fd, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  let at = 0;
  while (at < directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(fd, entry, path, folder) {
  if (!path.startsWith(folder + sep)) throw new Error(`zip entry leaves the folder: ${entry.name}`);
  const header = readAt(fd, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readAt(fd, start, entry.packedSize);
  const content = entry.method === 8 ? inflateRawSync(packed) : packed;
  mkdirSync(dirname(path), { recursive: true });
  if ((entry.mode & 0o170000) === SYMLINK) return symlinkSync(content.toString(), path);
  writeFileSync(path, content);
  chmodSync(path, entry.mode & 0o777 || 0o644);
}

function readAt(fd, position, length) {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, buffer, filled, length - filled, position + filled);
    if (count === 0) throw new Error('zip file ends too early');
    filled += count;
  }
  return buffer;
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import { flushDirectory } from './flush-directory.ts';
import { createGroup } from './group-work.ts';
import { type LostBook, openLostPhotos } from './lost-photos.ts';
import type { PackDamage } from './pack-entries.ts';
import { openPackFiles } from './pack-files.ts';
import { greatestPart, openPhotoParts } from './photo-parts.ts';

const mostTogether = 128;

/** Photos outside the database, named by their content. An object store can take this place with the same three calls. */
export type BlobStore = {
  /** packs that are damaged, and how many acknowledged photos are not here any more; who looks after the receiver has to know */
  condition(): StoreCondition;
  /** bytes of a photo that was acknowledged and is not here any more; null = no such photo is wanted again */
  wantedAgain(sha256: string): number | null;
  /** Durable when it resolves; the same bytes again change nothing, a file damaged since is written anew. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  has(sha256: string): Promise<boolean>;
  /** null when unknown; also when it is no longer sound: from then on it is not here, and its desk sends it again */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Bytes that are here for good from the start of a photo, fewer than it has; -1 = all of it. */
  held(sha256: string): Promise<number>;
  /**
   * Adds a piece that follows what is here; durable when it resolves. Answers the bytes held from now on: a piece that
   * leaves a gap, or is here already and sound, changes nothing. 'mismatch': whole, and not what its name says, or greater
   * than any photo, or the disk does not read what was here of it; all of it is thrown away.
   */
  append(sha256: string, piece: PhotoPart): Promise<number | 'mismatch'>;
  /**
   * Writes such a piece down at once and without a flush, all but the last byte of the photo: nothing of it is held yet for
   * whoever asks, but a process that is killed leaves it to the next one. `append` of the same piece flushes it.
   */
  spool(sha256: string, piece: PhotoPart): void;
};

export type StoreCondition = { readonly damaged: readonly PackDamage[]; readonly lost: number };

/** `total` in bytes is what the sender says the whole photo has. */
export type PhotoPart = { readonly offset: number; readonly total: number; readonly bytes: Uint8Array };

/**
 * Photos in pack files under `folder`/photos (pack-files.ts); pieces of one that is not whole yet under photos/parts
 * (photo-parts.ts). What many lines bring at the same moment is written and flushed together. `book` is the database's word on
 * what was acknowledged: without it nobody can tell what a crash left from what a bad disk took.
 */
export async function openBlobStore(folder: string, book: LostBook): Promise<BlobStore> {
  const home = path.join(folder, 'photos');
  // two lines may send the same photo: its pieces go one after the other
  const turns = new Map<string, Promise<unknown>>();
  const parts = await openPhotoParts(path.join(home, 'parts'));
  const packs = await openPackFiles(
    home,
    async (has) => book.isPutBack || (await book.acknowledgedWithout(has)).length > 0,
  );
  await flushDirectory(folder);
  await flushDirectory(home);
  const lost = await openLostPhotos(book, packs);
  const pack = createGroup(mostTogether, async (photos: readonly { sha256: string; bytes: Uint8Array }[]) => {
    await packs.append(photos);
    return photos.map(() => undefined);
  });
  const put = async (sha256: string, bytes: Uint8Array): Promise<void> => {
    if (hashOf(bytes) !== nameOf(sha256)) throw new Error('photo does not match its hash');
    await keep(sha256, bytes);
  };
  const soundBytes = async (sha256: string): Promise<Uint8Array | null> => {
    const bytes = await packs.read(sha256);
    if (bytes !== 'damaged') return bytes;
    // noted first: whoever finds it gone knows already that it is wanted again
    await lost.note(sha256);
    packs.drop(sha256);
    return null;
  };
  const keep = async (sha256: string, bytes: Uint8Array): Promise<void> => {
    if ((await soundBytes(sha256)) === null) await pack({ sha256, bytes });
    await lost.cameBack(sha256);
  };
  /**
   * The last byte goes into the pack with the rest and never into the part: one that a crash left whole there would be held to
   * the last byte for whoever asks, so that nobody sends more, and nobody judges what waits for it.
   */
  const spool = (sha256: string, { offset, total, bytes }: PhotoPart): void => {
    if (!packs.has(sha256) && total <= greatestPart)
      parts.write(nameOf(sha256), offset, bytes.subarray(0, Math.max(0, total - 1 - offset)));
  };
  const append = async (sha256: string, piece: PhotoPart): Promise<number | 'mismatch'> => {
    const { offset, total, bytes } = piece;
    // a place in a pack alone proves nothing: where it is damaged, these bytes are wanted
    if ((await soundBytes(sha256)) !== null) return total;
    if (total > greatestPart) return 'mismatch';
    const isAll = offset === 0 && bytes.length === total;
    if (!isAll) {
      spool(sha256, piece);
      const here = await parts.held(sha256);
      if (here < total && (here < offset || offset + bytes.length < total)) return here;
    }
    const before = isAll ? Buffer.alloc(0) : await parts.read(sha256);
    if (before === null) {
      // what the disk does not read is not here: its desk begins anew
      await parts.remove(sha256);
      return 'mismatch';
    }
    const whole = before.length >= total ? before : Buffer.concat([before, bytes.subarray(before.length - offset)]);
    const isRight = whole.length === total && hashOf(whole) === sha256;
    if (isRight) await keep(sha256, whole);
    if (!isAll || parts.isBegun(sha256)) await parts.remove(sha256);
    return isRight ? total : 'mismatch';
  };
  for (const name of parts.names()) {
    const bytes = packs.has(name) ? null : await parts.read(name);
    if (bytes && hashOf(bytes) !== name) continue;
    // whole: only the taking away, or an older program's way into the pack, was cut; a full disk lets it wait for its desk
    const isKept = bytes === null || (await put(name, bytes).then(always, never));
    // in the pack, or not read by the disk: a part keeps nobody from starting
    if (isKept) await parts.remove(name).catch(() => undefined);
  }
  return {
    condition: () => ({ damaged: packs.damaged(), lost: lost.count() }),
    wantedAgain: lost.bytesOf,
    put,
    append(sha256, piece) {
      const turn = (turns.get(sha256) ?? Promise.resolve()).then(() => append(sha256, piece));
      const settled = turn.then(
        () => undefined,
        () => undefined,
      );
      turns.set(sha256, settled);
      void settled.then(() => {
        if (turns.get(sha256) === settled) turns.delete(sha256);
      });
      return turn;
    },
    spool,
    held: async (sha256) => (packs.has(sha256) ? -1 : parts.held(nameOf(sha256))),
    has: async (sha256) => packs.has(sha256),
    get: soundBytes,
  };
}

const always = () => true;
const never = () => false;

/** The same name, sure to be one: it becomes part of a path. */
function nameOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
  return sha256;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import type { PackFiles } from './pack-files.ts';

/** A photo that was acknowledged and is not here any more; `bytes` is its length. */
export type LostPhoto = { readonly sha256: string; readonly bytes: number };

/** The database's word on which photos were acknowledged, and its list of those that are gone. */
export type LostBook = {
  /** true = the database was put back from a backup: it does not know all that was acknowledged */
  readonly isPutBack: boolean;
  /** names of acknowledged photos that `has` does not know */
  acknowledgedWithout(has: (sha256: string) => boolean): Promise<readonly string[]>;
  noted(): Promise<readonly LostPhoto[]>;
  /** Notes those of `names` that were acknowledged; answers them. */
  note(names: readonly string[]): Promise<readonly LostPhoto[]>;
  forget(names: readonly string[]): Promise<void>;
};

export type LostPhotos = {
  count(): number;
  /** null = not lost, or never acknowledged */
  bytesOf(sha256: string): number | null;
  /** a photo was found damaged */
  note(sha256: string): Promise<void>;
  /** it is here for good, whoever brought it */
  cameBack(sha256: string): Promise<void>;
};

/**
 * Acknowledged photos that are not in `packs`. What was noted before is looked at itself: the heads of an older pack are
 * believed, so that a damaged photo would be here again with every start.
 */
export async function openLostPhotos(
  book: LostBook,
  packs: Pick<PackFiles, 'has' | 'read' | 'drop'>,
): Promise<LostPhotos> {
  const noted = await book.noted();
  for (const { sha256 } of noted) if ((await packs.read(sha256)) === 'damaged') packs.drop(sha256);
  const missing = await book.acknowledgedWithout(packs.has);
  const isMissing = new Set(missing);
  const back = noted.flatMap(({ sha256 }) => (isMissing.has(sha256) ? [] : [sha256]));
  if (back.length > 0) await book.forget(back);
  const lost = new Map((await book.note(missing)).map(({ sha256, bytes }) => [sha256, bytes]));
  return {
    count: () => lost.size,
    bytesOf: (sha256) => lost.get(sha256) ?? null,
    async note(name) {
      for (const { sha256, bytes } of await book.note([name])) lost.set(sha256, bytes);
    },
    async cameBack(sha256) {
      if (!lost.delete(sha256)) return;
      // the photo is here for good; a row that stays is looked at with the next start
      await book.forget([sha256]).catch(() => undefined);
    },
  };
}

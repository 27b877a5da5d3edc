/** Bytes of photos that texts wait for, as far as it is known without asking the database: a hint, and never the word on one. */
export type AwaitedPhotos = {
  /** how many are known */
  readonly size: number;
  /** a text that waits names this photo with so many bytes; of one too many nothing is kept */
  note(sha256: string, bytes: number): void;
  /** true where a text waits for this photo and says that it has so many bytes */
  isAwaited(sha256: string, bytes: number): boolean;
  /** it is here, or nobody waits for it any more */
  forget(sha256: string): void;
};

const most = 100_000;

/** None known yet. One for a receiver: whoever settles texts forgets their photos, whichever way those came. */
export function createAwaitedPhotos(): AwaitedPhotos {
  const bytesOf = new Map<string, number>();
  return {
    get size() {
      return bytesOf.size;
    },
    note(sha256, bytes) {
      if (bytesOf.size < most) bytesOf.set(sha256, bytes);
    },
    isAwaited: (sha256, bytes) => bytesOf.get(sha256) === bytes,
    forget: (sha256) => void bytesOf.delete(sha256),
  };
}

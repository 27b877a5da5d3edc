import { type Frame, frameTypes } from '#shared/wire/frame.ts';

/**
 * Joins pieces of the same photo that follow each other, so that they are written at once. `open` is the last frame where
 * it is a photo whose rest is still to come; it is not in `frames`.
 */
export function joinPieces(read: readonly Frame[]): { readonly frames: readonly Frame[]; readonly open: Frame | null } {
  const frames: Frame[] = [];
  let pieces: Frame[] = [];
  const close = () => {
    const [first] = pieces;
    if (first)
      frames.push(pieces.length === 1 ? first : { ...first, payload: Buffer.concat(pieces.map((one) => one.payload)) });
    pieces = [];
  };
  for (const frame of read) {
    const last = pieces.at(-1);
    if (last && !follows(last, frame)) close();
    if (frame.type === frameTypes.photo) pieces.push(frame);
    else frames.push(frame);
  }
  const last = pieces.at(-1);
  close();
  const isOpen = last !== undefined && last.offset + last.payload.length < last.total;
  return { frames: isOpen ? frames.slice(0, -1) : frames, open: isOpen ? (frames.at(-1) ?? null) : null };
}

function follows(last: Frame, next: Frame): boolean {
  const isNext =
    next.type === last.type && next.total === last.total && next.offset === last.offset + last.payload.length;
  return isNext && Buffer.compare(next.id, last.id) === 0;
}

/**
 * The shortest list that still fails: parts are left out, halves first, then smaller ones, until no single part can go or
 * the time is over (delta debugging). `fails` is asked of shorter lists only; the whole list is known to fail.
 */
export async function shortest<T>(
  whole: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
  isOver: () => boolean,
): Promise<readonly T[]> {
  let left = whole;
  let size = Math.ceil(left.length / 2);
  while (left.length > 1 && !isOver()) {
    const shorter = await withoutOnePart(left, size, fails, isOver);
    if (shorter !== null) left = shorter;
    else if (size === 1) break;
    if (shorter === null || size > left.length / 2) size = Math.max(1, Math.ceil(size / 2));
  }
  return left;
}

async function withoutOnePart<T>(
  list: readonly T[],
  size: number,
  fails: (part: readonly T[]) => Promise<boolean>,
  isOver: () => boolean,
): Promise<readonly T[] | null> {
  // what failed stands at the end: the beginning is most likely not needed
  for (let from = 0; from < list.length && !isOver(); from += size) {
    const rest = [...list.slice(0, from), ...list.slice(from + size)];
    if (rest.length > 0 && (await fails(rest))) return rest;
  }
  return null;
}

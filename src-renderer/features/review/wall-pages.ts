import type { Output } from '#shared/contract/index.ts';

/** Which page of the wall is on the screen, of how many. */
export type WallPages = Pick<Output<'photo.wall'>, 'page' | 'pages'>;

/** The page that `by` leads to; null = there is none. */
export function pageBeside({ page, pages }: WallPages, by: 1 | -1): number | null {
  const to = page + by;
  return to >= 0 && to < pages ? to : null;
}

/** Who is selected on a page that was turned to: whoever comes next in the direction of reading. */
export function landingPlace(count: number, cameFrom: 'before' | 'after'): number {
  return cameFrom === 'before' ? 0 : Math.max(0, count - 1);
}

const forwards = ['ArrowRight', 'ArrowDown', 'PageDown'];
const backwards = ['ArrowLeft', 'ArrowUp', 'PageUp'];

/** Which way a key of movement leads out of the page; null = it stays on it. */
export function wayOut(code: string): 1 | -1 | null {
  if (forwards.includes(code)) return 1;
  return backwards.includes(code) ? -1 : null;
}

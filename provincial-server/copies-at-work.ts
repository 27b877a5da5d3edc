import type { DeskList } from '#shared/wire/desks-v2.ts';

type Incarnations = DeskList['desks'][number]['incarnations'];

/**
 * Openings of a desk's file that spoke before and after another one had: two copies at work at once. The file of before a
 * restore never speaks again, so that is none. A parcel counts for neither: it may have been written long before it is read,
 * and nothing in it that the desk's clock did not make says when.
 */
export function copiesAtWork(incarnations: Incarnations): Incarnations {
  return incarnations.filter(({ firstLiveAt: first, lastLiveAt: last }) =>
    incarnations.some(
      ({ firstLiveAt: other }) => first !== null && last !== null && other !== null && other > first && last > other,
    ),
  );
}

import type { DeskList } from '#shared/wire/desks-v2.ts';

type Incarnations = DeskList['desks'][number]['incarnations'];

/**
 * Openings of a desk's file that were heard of after a later one had begun: two copies at work at once. The file of before a
 * restore is never heard of again, so that is none.
 */
export function copiesAtWork(incarnations: Incarnations): Incarnations {
  return incarnations.filter((one) =>
    incarnations.some((other) => other.firstSeenAt > one.firstSeenAt && one.lastSeenAt > other.firstSeenAt),
  );
}

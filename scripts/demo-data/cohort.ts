import { ownSchools } from './county.ts';
import { numberSource } from './invented-numbers.ts';
import { type DemoPupil, makePupil } from './pupil.ts';
import { seededRandom } from './seeded-random.ts';

export const rosterSize = 600;

/**
 * 600 plain pupils over all classes of the county's own schools, in the order of class and seat. Names and ID numbers keep
 * clear of those of `others`, so that both files can go into one desk.
 */
export function plainPupils(seed: number, others: readonly DemoPupil[] = []): DemoPupil[] {
  const random = seededRandom(seed);
  const numbers = numberSource(
    random,
    others.map((pupil) => pupil.documentNumber),
  );
  const namesakes = new Set(others.map((pupil) => pupil.fullName));
  const places = ownSchools.flatMap((school) => school.classes.map((demoClass) => ({ school, demoClass })));
  return places.flatMap((place, i) => {
    const size = Math.floor(rosterSize / places.length) + (i < rosterSize % places.length ? 1 : 0);
    return Array.from({ length: size }, (_, n) => makePupil(random, numbers, { ...place, seatNo: n + 1 }, namesakes));
  });
}

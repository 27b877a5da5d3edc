import { writeFileSync } from 'node:fs';
import { type DemoSchool, ownSchools } from '../scripts/demo-data/county.ts';
import { numberSource } from '../scripts/demo-data/invented-numbers.ts';
import { type DemoPupil, makePupil } from '../scripts/demo-data/pupil.ts';
import { rosterRow, rosterSheet } from '../scripts/demo-data/roster-sheet.ts';
import { seededRandom } from '../scripts/demo-data/seeded-random.ts';

const cohorts = [2026, 2025, 2024, 2023];
const classSize = 50;

/**
 * Writes a roster of `rows` invented pupils as XLSX: four cohorts, classes of 50, half of them with the class teacher's
 * approval. `edition` makes the pupils of one file differ from those of another by their names; numbers come from a pool
 * of their own per file. Answers the file's size in bytes.
 */
export function writeRoster(path: string, rows: number, edition: number): number {
  const pupils = cohorts.flatMap((cohortYear, at) =>
    cohortPupils(cohortYear, Math.ceil((rows - at) / cohorts.length), edition),
  );
  const bytes = rosterSheet(pupils.map(rosterRow));
  writeFileSync(path, bytes);
  return bytes.byteLength;
}

function cohortPupils(cohortYear: number, count: number, edition: number): DemoPupil[] {
  const random = seededRandom(cohortYear * 100 + edition);
  // comparing each new number with all before takes long in one pool; cohorts cannot meet, they differ in birth year
  const numbers = numberSource(random);
  let mobiles = 0;
  const source = {
    ...numbers,
    mobile: () => {
      mobiles += 1;
      return `199${String(mobiles).padStart(8, '0')}`;
    },
  };
  const pupils: DemoPupil[] = [];
  let namesakes = new Set<string>();
  for (let index = 0; index < count; index++) {
    const number = Math.floor(index / classSize);
    const school = ownSchools[number % ownSchools.length] as DemoSchool;
    const code = `${String(cohortYear).slice(2)}${edition}${String(number + 1).padStart(2, '0')}`;
    const demoClass = { code, name: `${edition}部${cohortYear % 100}级${number + 1}班`, cohortYear };
    if (index % classSize === 0) namesakes = new Set();
    const pupil = makePupil(random, source, { school, demoClass, seatNo: (index % classSize) + 1 }, namesakes);
    pupils.push({ ...pupil, approval: index % 2 === 0 ? { by: '白海泉', on: '2026-11-12' } : null });
  }
  return pupils;
}

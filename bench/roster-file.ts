import { writeFileSync } from 'node:fs';
import { type DemoSchool, ownSchools } from '../scripts/demo-data/county.ts';
import { type NumberSource, numberSource, withCheckDigit } from '../scripts/demo-data/invented-numbers.ts';
import { type DemoPupil, makePupil } from '../scripts/demo-data/pupil.ts';
import { rosterRow, rosterSheet } from '../scripts/demo-data/roster-sheet.ts';
import { type SeededRandom, seededRandom } from '../scripts/demo-data/seeded-random.ts';
import { addDays } from '../shared/lib/plain-date.ts';

const cohorts = [2026, 2025, 2024, 2023];
const classSize = 50;
const perDayAndFile = 12;
/** files that can be written without a number in common */
export const mostEditions = 3;

/**
 * Writes a roster of `rows` invented pupils as XLSX: four cohorts, classes of 50, half of them with the class teacher's
 * approval. Files of different `edition` (1–3) have no number in common. Answers the file's size in bytes.
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
  const source = numbersOf(random, edition);
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

/**
 * The demo's numbers, but for ten thousand: it compares each new ID number with all before, which takes minutes. Here the
 * sequence numbers of a day, an area and a sex are counted up, each file in a stretch of its own.
 */
function numbersOf(random: SeededRandom, edition: number): NumberSource {
  const used = new Map<string, number>();
  let mobiles = 0;
  return {
    ...numberSource(random),
    bornFor(cohortYear, areaCode, sex) {
      for (;;) {
        const birthDate = addDays(`${cohortYear - 16}-09-01`, random.below(365));
        const key = `${areaCode}${birthDate.replaceAll('-', '')}`;
        const count = used.get(key + sex) ?? 0;
        if (count === perDayAndFile) continue;
        used.set(key + sex, count + 1);
        const sequence = 900 + (edition * perDayAndFile + count) * 2 + (sex === '1' ? 1 : 0);
        return { birthDate, idNumber: withCheckDigit(key + sequence) };
      }
    },
    mobile() {
      mobiles += 1;
      return `199${String(mobiles).padStart(8, '0')}`;
    },
  };
}

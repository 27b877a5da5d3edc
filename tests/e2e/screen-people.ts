import { plainPupils } from '../../scripts/demo-data/cohort.ts';
import { ownSchools } from '../../scripts/demo-data/county.ts';
import { numberSource } from '../../scripts/demo-data/invented-numbers.ts';
import { demoSeed } from '../../scripts/demo-data/make-demo.ts';
import type { DemoPupil } from '../../scripts/demo-data/pupil.ts';
import { seededRandom } from '../../scripts/demo-data/seeded-random.ts';
import { demoPupils } from '../../scripts/demo-data/special-pupils.ts';

/** Pupils of the demo county as demo/roster.xlsx has them, found by what makes them worth a look. */
const pupils = demoPupils(plainPupils(demoSeed));

/** A pupil by place in the roster (from 0). */
function pupil(at: number): DemoPupil {
  const found = pupils[at];
  if (!found) throw new RangeError(`no pupil ${at}`);
  return found;
}

/** Name of three parts with two dots, the longest of the roster. */
export const longestName = pupils.reduce((a, b) => ([...b.fullName].length > [...a.fullName].length ? b : a));
/** A character beyond the basic plane, which few fonts have. */
export const rareName = pupils.find(
  (one) => one.demoClass.code !== '2601' && one.approval !== null && /[\u{20000}-\u{323af}]/u.test(one.fullName),
) as DemoPupil;
/** Enrolled at a school of another county by the region's list: registration is refused (clause 1.1.1a). */
export const enrolledElsewhere = pupil(61);
/** The roster brings no approval: the shot is kept until the class teacher agrees. */
export const unapproved = pupils.find((one) => one.approval === null && one.demoClass.code === '2601') as DemoPupil;

export const classOne = `${ownSchools[0]?.name} 高一(1)班`;

/** Two pupils on no roster with one name and one birth date: a case for people. */
export type Namesakes = ReturnType<typeof makeNamesakes>;
export const namesakes = makeNamesakes('娜仁托娅·弘吉剌');
/** The same with fifty characters, the longest name that a record holds. */
export const namesakesOfFifty = makeNamesakes(`${'阿拉坦其其格·'.repeat(6)}孛儿只斤·乌兰图`);

function makeNamesakes(fullName: string) {
  const numbers = numberSource(
    seededRandom(50),
    pupils.map((one) => one.documentNumber),
  );
  const birthDate = '2010-11-05';
  const one = (area: string) => ({
    fullName,
    sex: '女',
    ethnicity: '蒙古族',
    birthDate,
    documentNumber: numbers.idNumber(area, birthDate, '2'),
  });
  return [one('150430'), one('150426')] as const;
}

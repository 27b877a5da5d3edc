import type { DocumentType } from '#shared/domain/candidate-field.ts';
import { type DemoClass, type DemoSchool, ownSchools } from './county.ts';
import { hanName, mongolianName, type Sex } from './invented-names.ts';
import type { NumberSource } from './invented-numbers.ts';
import type { SeededRandom } from './seeded-random.ts';

/** One invented pupil, values as a roster writes them (labels, not codes). */
export type DemoPupil = {
  fullName: string;
  sex: Sex;
  ethnicity: string;
  politicalStatus: string;
  pupilCategory: string;
  documentType: DocumentType;
  documentNumber: string;
  birthDate: string;
  householdPlace: string;
  householdAuthority: string;
  mobile: string;
  address: string;
  postCode: string;
  foreignLanguage: string;
  resume: string;
  family: string;
  enrolmentNo: string;
  school: DemoSchool;
  demoClass: DemoClass;
  seatNo: number;
  /** the class teacher's approval that the roster brings, or null */
  approval: { by: string; on: string } | null;
};

const homeAreas: readonly (readonly [string, string, string])[] = [
  ['150430', '赤峰市敖汉旗', '敖汉旗公安局演示派出所'],
  ['150426', '赤峰市翁牛特旗', '翁牛特旗公安局演示派出所'],
  ['150525', '通辽市奈曼旗', '奈曼旗公安局演示派出所'],
  ['150402', '赤峰市红山区', '赤峰市公安局红山区分局演示派出所'],
  ['211381', '辽宁省北票市', '北票市公安局演示派出所'],
];
const villages = ['新惠镇', '四家子镇', '长胜镇', '贝子府镇', '四道湾子镇', '下洼镇', '金厂沟梁镇', '兴隆洼镇'];
const workplaces = ['务农', '个体', '敖汉旗演示乡卫生院', '敖汉旗演示小学', '牧民', '外出务工', '敖汉旗演示合作社'];

function ethnicityFor(random: SeededRandom, school: DemoSchool): string {
  const mongolianShare = school === ownSchools[1] ? 80 : 22;
  if (random.chance(mongolianShare)) return '蒙古族';
  const roll = random.below(100);
  if (roll < 84) return '汉族';
  if (roll < 93) return '满族';
  if (roll < 97) return '回族';
  return random.pick(['达斡尔族', '鄂温克族', '朝鲜族', '锡伯族']);
}

function resumeFor(cohortYear: number, village: string): string {
  const middle = cohortYear - 3;
  return `${middle - 6}.09-${middle}.07 敖汉旗${village}演示小学；${middle}.09-${cohortYear}.07 敖汉旗演示初级中学`;
}

function familyFor(random: SeededRandom, numbers: NumberSource, fullName: string, ethnicity: string): string {
  // Mongolian names have no surname to hand on
  const surname = ethnicity === '蒙古族' ? null : fullName.slice(0, fullName.length > 3 ? 2 : 1);
  const father = surname ? hanNameWith(random, surname, '1') : mongolianName(random, '1').replace(/^.*·/u, '');
  const mother = surname ? hanName(random, '2') : mongolianName(random, '2').replace(/^.*·/u, '');
  const line = (relation: string, name: string) => `${relation} ${name} ${random.pick(workplaces)} ${numbers.mobile()}`;
  return random.chance(6) ? line('母亲', mother) : `${line('父亲', father)}；${line('母亲', mother)}`;
}

function hanNameWith(random: SeededRandom, surname: string, sex: Sex): string {
  return surname + hanName(random, sex).slice(-1);
}

function enrolmentNoFor(random: SeededRandom, numbers: NumberSource, idNumber: string, birthDate: string): string {
  // the temporary L number is still common in the first autumn; G comes after the national check in spring
  return random.chance(12) ? numbers.lNumber('150430', birthDate) : `G${idNumber}`;
}

/** Names in `namesakes` are avoided for the same birth date: two such rows are a case for people. */
export function makePupil(
  random: SeededRandom,
  numbers: NumberSource,
  place: { school: DemoSchool; demoClass: DemoClass; seatNo: number },
  namesakes: Set<string>,
): DemoPupil {
  const { school, demoClass } = place;
  const sex: Sex = random.chance(51) ? '2' : '1';
  const ethnicity = ethnicityFor(random, school);
  const [areaCode, householdPlace, householdAuthority] = random.chance(88)
    ? (homeAreas[0] as (typeof homeAreas)[number])
    : random.pick(homeAreas);
  const { birthDate, idNumber: documentNumber } = numbers.bornFor(demoClass.cohortYear, areaCode, sex);
  const fullName = unusedName(namesakes, () =>
    ethnicity === '蒙古族' ? mongolianName(random, sex) : hanName(random, sex),
  );
  const village = random.pick(villages);
  return {
    fullName,
    sex,
    ethnicity,
    politicalStatus: random.chance(70) ? '共青团员' : '群众',
    pupilCategory: school.kind === '普通高中' ? '普通高中学生' : '中等职业学校学生',
    documentType: 'residentIdCard',
    documentNumber,
    birthDate,
    householdPlace,
    householdAuthority,
    mobile: numbers.mobile(),
    address: `内蒙古赤峰市敖汉旗${village}演示街${1 + random.below(200)}号`,
    postCode: '024300',
    foreignLanguage: random.chance(93) ? '英语' : random.pick(['日语', '俄语']),
    resume: resumeFor(demoClass.cohortYear, village),
    family: familyFor(random, numbers, fullName, ethnicity),
    enrolmentNo: enrolmentNoFor(random, numbers, documentNumber, birthDate),
    school,
    demoClass,
    seatNo: place.seatNo,
    approval: null,
  };
}

function unusedName(used: Set<string>, make: () => string): string {
  for (let attempt = 0; attempt < 5_000; attempt += 1) {
    const name = make();
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
  throw new Error('no names left');
}

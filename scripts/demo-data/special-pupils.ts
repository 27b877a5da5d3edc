import { classTeacherOf, countyCode, ownSchools } from './county.ts';
import type { Sex } from './invented-names.ts';
import { rareGivenNames } from './invented-names.ts';
import { type NumberSource, numberSource } from './invented-numbers.ts';
import type { DemoPupil } from './pupil.ts';
import { seededRandom } from './seeded-random.ts';

type Change = (pupil: DemoPupil, numbers: NumberSource) => Partial<DemoPupil>;

function byPermit(areaCode: string, householdPlace: string, sex: Sex): Change {
  return (pupil, numbers) => ({
    documentType: 'hkMoTwResidencePermit',
    documentNumber: numbers.idNumber(areaCode, pupil.birthDate, sex),
    sex,
    householdPlace,
    householdAuthority: '',
    enrolmentNo: numbers.jNumber(countyCode, pupil.birthDate),
  });
}

/** Pupils without a resident card, and names that break careless programs: class index and seat are fixed. */
const changes: readonly Change[] = [
  (pupil, numbers) => ({ ...byPermit('810000', '香港特别行政区', '2')(pupil, numbers), fullName: '陈嘉欣' }),
  (pupil, numbers) => ({ ...byPermit('820000', '澳门特别行政区', '1')(pupil, numbers), fullName: '梁志濠' }),
  (pupil, numbers) => ({ ...byPermit('830000', '台湾地区', '1')(pupil, numbers), fullName: '林冠廷' }),
  (pupil, numbers) => ({
    ...withoutCard(pupil, numbers),
    fullName: '何咏琪',
    documentType: 'mainlandTravelPermitHkMo',
    documentNumber: `H${numbers.digits(8)}01`,
    householdPlace: '香港特别行政区',
  }),
  (pupil, numbers) => ({
    ...withoutCard(pupil, numbers),
    fullName: 'Maria Fernandes',
    ethnicity: '其他',
    documentType: 'mainlandTravelPermitHkMo',
    documentNumber: `MA${numbers.digits(7)}`,
    householdPlace: '澳门特别行政区',
    mobile: '+85360000001',
  }),
  (pupil, numbers) => ({
    ...withoutCard(pupil, numbers),
    fullName: '吳雅筑',
    ethnicity: '高山族',
    documentType: 'mainlandTravelPermitTw',
    documentNumber: numbers.digits(8),
    householdPlace: '台湾地区',
  }),
  // 9 + 15 (the region) + 496 (Mongolia) + birth + sequence, layout of the card of 2023
  (pupil, numbers) => ({
    ...withoutCard(pupil, numbers),
    fullName: '巴特巴雅尔·特木伦',
    ethnicity: '其他',
    documentType: 'foreignerPermanentResidence',
    documentNumber: numbers.idNumber('915496', pupil.birthDate, pupil.sex),
    householdPlace: '蒙古国',
  }),
  (pupil, numbers) => ({
    ...withoutCard(pupil, numbers),
    fullName: "Anna O'Neil",
    ethnicity: '其他',
    documentType: 'passport',
    documentNumber: `E${numbers.digits(8)}`,
    householdPlace: '俄罗斯',
    mobile: '+79000000001',
  }),
  ...rareGivenNames.map(
    (given, i): Change =>
      () => ({ fullName: [...'张王李赵刘陈'][i % 6] + given, ethnicity: '汉族' }),
  ),
  () => ({ fullName: '孛儿只斤·额尔敦巴雅尔·乌力吉吉日嘎拉', ethnicity: '蒙古族' }),
  () => ({ fullName: '阿依古丽·麦麦提', ethnicity: '维吾尔族' }),
];

function withoutCard(pupil: DemoPupil, numbers: NumberSource): Partial<DemoPupil> {
  return { enrolmentNo: numbers.jNumber(countyCode, pupil.birthDate), householdAuthority: '' };
}

/** The roster of the demo: plain pupils, some of them changed into special ones, and approvals for part of the rows. */
export function demoPupils(plain: readonly DemoPupil[]): DemoPupil[] {
  const random = seededRandom(20_261_123);
  const numbers = numberSource(
    random,
    plain.map((pupil) => pupil.documentNumber),
  );
  const everyNth = Math.floor(plain.length / changes.length);
  return plain.map((pupil, i) => {
    const change = i % everyNth === 5 ? changes[Math.floor(i / everyNth)] : undefined;
    const changed = change ? { ...pupil, ...change(pupil, numbers) } : pupil;
    return { ...changed, approval: approvalFor(pupil, random.below(20)) };
  });
}

/** Classes 1–4 of the first school, 1–2 of the second and all of the vocational school come approved, but for a few pupils. */
function approvalFor({ school, demoClass, seatNo }: DemoPupil, roll: number): DemoPupil['approval'] {
  const approvedUpTo = ['2604', '2602', '2602'][ownSchools.indexOf(school)] ?? '';
  if (demoClass.code > approvedUpTo || roll === 0) return null;
  return { by: classTeacherOf(school, demoClass.code), on: `2026-11-${String(9 + (seatNo % 5)).padStart(2, '0')}` };
}

import { accounts, ownSchools } from '../../scripts/demo-data/county.ts';
import { numberSource } from '../../scripts/demo-data/invented-numbers.ts';
import type { RosterRow } from '../../scripts/demo-data/roster-sheet.ts';
import { seededRandom } from '../../scripts/demo-data/seeded-random.ts';
import { sheetFile } from '../../scripts/demo-data/sheet-file.ts';
import { makeRoster600 } from '../fixtures/roster-600.ts';

export type Account = { readonly loginName: string; readonly displayName: string; readonly password: string };

/** A printed account of the demo county. */
export function account(loginName: string): Account {
  const found = accounts.find((one) => one.loginName === loginName);
  if (!found) throw new Error(`no account ${loginName}`);
  return found;
}

export const roster = makeRoster600();
const [school] = ownSchools;
if (!school) throw new Error('the demo county has no school');

export const classOne = { title: `${school.name} 高一(1)班`, code: '2601', teacher: account('t1-2601') } as const;
export const classTwo = { title: `${school.name} 高一(2)班`, code: '2602', teacher: account('t1-2602') } as const;

/** A pupil as people at the desk know one. */
export type Pupil = { readonly fullName: string; readonly documentNumber: string; readonly seatNo: number | null };

function pupilsOf(code: string): readonly (RosterRow & Pupil)[] {
  return roster.rows
    .filter((row) => row.schoolCode === school?.code && row.classCode === code)
    .map((row) => ({
      ...row,
      fullName: String(row.fullName),
      documentNumber: String(row.documentNumber),
      seatNo: Number(row.seatNo),
    }));
}

/** Class 1 by seat; nothing is wrong in it, and its rows come without an approval. */
export const pupilsOfClassOne = pupilsOf(classOne.code);
/** The one whom the teacher sends back: far enough down the list that the desk does not come to them. */
export const returnedPupil = pupilAt(pupilsOfClassOne, 39);
export const returnReason = '学籍号与学生证不一致：向学校教务处核对后改正';
/** Of another class, whose teacher has agreed to nobody yet. */
export const unapprovedPupil = pupilAt(pupilsOf(classTwo.code), 4);
/** The card says another ethnicity than the roster. */
export const differingPupil = pupilsOfClassOne.slice(1, 17).find((pupil) => pupil.ethnicity === '汉族') as RosterRow &
  Pupil;
export const ethnicityOnCard = '满族';

function pupilAt<T>(pupils: readonly T[], index: number): T {
  const pupil = pupils[index];
  if (!pupil) throw new RangeError(`no pupil ${index}`);
  return pupil;
}

/** On no roster, but on the region's enrolment list. */
export const unlistedPupil = makeUnlisted();

function makeUnlisted() {
  const taken = roster.rows.map((row) => String(row.documentNumber));
  const numbers = numberSource(seededRandom(1126), taken);
  const { birthDate, idNumber } = numbers.bornFor(2026, '150430', '2');
  return {
    fullName: '斯琴高娃·敖登',
    sex: '女',
    ethnicity: '蒙古族',
    birthDate,
    documentNumber: idNumber,
    enrolmentNo: `G${idNumber}`,
    seatNo: null,
    politicalStatus: '共青团员',
    foreignLanguage: '英语',
    pupilCategory: '普通高中学生',
    householdPlace: '赤峰市敖汉旗',
    householdAuthority: '敖汉旗公安局演示派出所',
    mobile: numbers.mobile(),
    address: '内蒙古赤峰市敖汉旗新惠镇演示街26号',
    postCode: '024300',
  } as const;
}

/** The region's list: every pupil of the roster whose row is right, and the unlisted one (clause 1.1.1a). */
export function enrolmentList(): Uint8Array {
  const planted = new Set(roster.defects.map((defect) => defect.row));
  const rows = roster.rows.filter((_, at) => !planted.has(at + 2));
  const header = ['学籍号', '姓名', '证件号码', '学校代码', '学校名称', '入学年份'];
  const line = (row: Pick<RosterRow, 'enrolmentNo' | 'fullName' | 'documentNumber'>, place: RosterRow) => [
    row.enrolmentNo,
    row.fullName,
    row.documentNumber,
    place.schoolCode,
    place.schoolName,
    place.cohortYear,
  ];
  const lines = rows.map((row) => line(row, row));
  return sheetFile('学籍名单', [header, ...lines, line(unlistedPupil, pupilAt(pupilsOfClassOne, 0))]);
}

import { toHalfWidth } from '../lib/width.ts';
import type { SheetRow } from './roster-cell.ts';
import { fieldsOfKind, type RosterField, type RosterKind, requiredGroups, rosterFieldLabel } from './roster-field.ts';

export type { RosterKind } from './roster-field.ts';

/** Our field and the column of the file that holds it (index from 0), or null. `sure`: no person needs to look. */
export type ColumnGuess = { readonly field: RosterField; readonly column: number | null; readonly sure: boolean };

/** Header texts that name a field beyond doubt, after `headerKey`. Our own labels belong to them. */
const names: Readonly<Record<RosterField, readonly string[]>> = {
  fullName: ['学生姓名', '考生姓名', '名字', '中文姓名', 'XM'],
  sex: ['学生性别', 'XB'],
  ethnicity: ['民族名称', '民族代码', 'MZ'],
  politicalStatus: ['政治面貌代码', '政治面目', 'ZZMM'],
  pupilCategory: ['考生类别', '学生类型', '考生类型'],
  documentType: ['身份证件类型', '有效证件类型', '证件种类', '证件名称', '证件类别'],
  documentNumber: [
    '身份证号',
    '身份证号码',
    '居民身份证号',
    '居民身份证号码',
    '公民身份号码',
    '公民身份证号',
    '证件号',
    '身份证件号',
    '身份证件号码',
    '有效证件号码',
    '身份证',
    'SFZH',
    'SFZJH',
  ],
  birthDate: ['出生年月日', '出生年月', '生日', '出生时间', 'CSRQ'],
  householdPlace: ['户籍所在地', '户口所在地区', '户籍地', '户口所在地代码', '户籍地址', '户口地址'],
  householdAuthority: ['户口登记机关', '户籍机关', '户籍派出所', '派出所'],
  mobile: ['手机', '手机号码', '移动电话', '联系电话', '联系手机', '本人手机号', '考生手机号', '学生手机号'],
  address: ['通讯地址', '联系地址', '现住址', '家庭住址', '家庭地址', '邮寄地址'],
  postCode: ['邮编', '邮政编号', 'YZBM'],
  foreignLanguage: ['外语', '外语语言', '语种', '外语类别', '外语语种代码'],
  resume: ['简历', '学生简历', '个人简历', '考生简历'],
  family: ['家庭成员信息', '家庭主要成员', '家庭成员及社会关系', '家庭情况', '家长信息'],
  enrolmentNo: ['学籍编号', '全国学籍号', '国网学籍号', '学籍号码', 'XJH'],
  schoolCode: ['学校标识码', '学校编号', '所在学校代码', '就读学校代码', 'XXDM', 'XXBSM'],
  schoolName: ['学校', '所在学校', '就读学校', '学籍学校', '学籍所在学校', 'XXMC'],
  classCode: ['班号', '班级编号', '班级号', 'BJDM'],
  className: ['班级', '班', '所在班级', '行政班', '行政班级', 'BJMC'],
  cohortYear: ['入学年度', '入学年', '入学时间', '入学年月', '入学日期', '入学年级'],
  seatNo: ['座位号', '班内序号', '班内座号', '座次', '考勤号'],
  approval: [
    '班主任审核结果',
    '班主任审核状态',
    '班主任意见',
    '班主任审核意见',
    '审核状态',
    '审核结果',
    '班主任是否同意',
  ],
  approver: ['班主任审核人', '审核班主任', '班主任姓名', '班主任'],
  candidacyNo: ['准考证号', '考籍号码', '考号', 'KJH', 'ZKZH'],
  sitting: ['考试', '考试名称', '考试批次', '批次', '考试时间'],
  subject: ['科目名称', '考试科目', '科目代码', 'KM'],
  outcome: ['成绩', '等级', '成绩等级', '考试结果', '合格情况', '是否合格', 'CJ'],
  approvedOn: ['审核时间', '班主任审核日期', '班主任审核时间', '同意日期'],
};

/** Words inside a header that point to a field, when no name fits: a guess that a person confirms. */
const hints: readonly (readonly [RosterField, RegExp])[] = [
  ['candidacyNo', /考籍.*号|准考证|学籍.*号/u],
  ['enrolmentNo', /学籍.*号/u],
  ['documentType', /证件?类[型别]/u],
  ['documentNumber', /身份证|证件.*号|身份号/u],
  ['fullName', /^(?!.*(校长|班主任|父|母|监护|家长|联系人|审核)).*姓名/u],
  ['sex', /性别/u],
  ['ethnicity', /民族/u],
  ['politicalStatus', /政治面[貌目]/u],
  ['birthDate', /出生/u],
  ['householdAuthority', /登记机关|派出所/u],
  ['householdPlace', /户[口籍]/u],
  ['mobile', /手机/u],
  ['postCode', /邮编|邮政/u],
  ['address', /地址|住址/u],
  ['foreignLanguage', /外语|语种/u],
  ['resume', /简历/u],
  ['family', /家庭成员/u],
  ['schoolCode', /学校.*码/u],
  ['schoolName', /学校/u],
  ['classCode', /班.*(代码|编号)/u],
  ['className', /班级/u],
  ['cohortYear', /入学/u],
  ['sitting', /考次|考试/u],
  ['subject', /科目/u],
  ['outcome', /合格|成绩|等级/u],
  ['approvedOn', /审核.*(日期|时间)/u],
  ['approver', /审核人/u],
  ['approval', /班主任.*(审核|意见)/u],
];

/** A header as it is compared: half-width capitals, without blanks, remarks in brackets, stars and colons. */
function headerKey(header: string): string {
  return toHalfWidth(header)
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】|〔[^〕]*〕/gu, '')
    .replace(/[\s*＊:：_\-·、.。"'“”必填]+/gu, '')
    .toUpperCase();
}

const fieldByName: ReadonlyMap<string, RosterField> = new Map(
  Object.entries(names).flatMap(([field, synonyms]) =>
    [rosterFieldLabel(field as RosterField), ...synonyms].map((name) => [headerKey(name), field as RosterField]),
  ),
);

/**
 * Which column holds which field. A header that names a field is sure, unless two columns do; a header that only hints at
 * one is a guess. Every field of the kind is in the answer once, each column at most once.
 */
export function recogniseColumns(headers: readonly string[], kind: RosterKind): readonly ColumnGuess[] {
  const fields = fieldsOfKind(kind);
  const keys = headers.map(headerKey);
  const named = new Map<RosterField, number[]>();
  for (const [column, key] of keys.entries()) {
    const field = fieldByName.get(key);
    if (field && fields.includes(field)) named.set(field, [...(named.get(field) ?? []), column]);
  }
  const taken = new Set([...named.values()].map(([first]) => first));
  const hinted = new Map<RosterField, number>();
  for (const [column, key] of keys.entries()) {
    if (fieldByName.has(key) || key === '') continue;
    const hint = hints.find(
      ([field, words]) => fields.includes(field) && !named.has(field) && !hinted.has(field) && words.test(key),
    );
    if (!hint || taken.has(column)) continue;
    hinted.set(hint[0], column);
    taken.add(column);
  }
  return fields.map((field) => {
    const columns = named.get(field) ?? [];
    // our own label beats a synonym: 班级名称 beside 班
    const exact = columns.filter((column) => keys[column] === headerKey(rosterFieldLabel(field)));
    const [column] = exact.length === 1 ? exact : columns;
    if (column !== undefined) return { field, column, sure: columns.length === 1 || exact.length === 1 };
    return { field, column: hinted.get(field) ?? null, sure: false };
  });
}

/** True if every required group has a sure column: the file can be read without asking. */
export function isSureEnough(guesses: readonly ColumnGuess[], kind: RosterKind): boolean {
  const isAmbiguous = guesses.some((guess) => guess.column !== null && !guess.sure);
  return !isAmbiguous && missingFields(guesses, kind).length === 0;
}

/** Required fields without a column; of a group with alternatives the last is named. */
export function missingFields(
  columns: readonly { readonly field: string; readonly column: number | null }[],
  kind: RosterKind,
): readonly RosterField[] {
  const has = (field: RosterField) => columns.some((c) => c.field === field && c.column !== null);
  return requiredGroups(kind)
    .filter((group) => !group.some(has))
    .map((group) => group.at(-1) as RosterField);
}

/** True where the file must have this field: none of its alternatives is there either. */
export function isRequired(
  field: RosterField,
  columns: readonly { readonly field: string; readonly column: number | null }[],
  kind: RosterKind,
): boolean {
  const group = requiredGroups(kind).find((fields) => fields.includes(field));
  if (!group) return false;
  return !group.some((other) => other !== field && columns.some((c) => c.field === other && c.column !== null));
}

/** How many fields the best of these rows names: tells a roster from a list of codes. */
export function recognisedCount(rows: readonly SheetRow[], kind: RosterKind): number {
  return Math.max(0, ...rows.map((row) => countNamed(row, kind)));
}

function countNamed(row: SheetRow, kind: RosterKind): number {
  return recogniseColumns(
    row.cells.map((cell) => cell.text),
    kind,
  ).filter((guess) => guess.sure).length;
}

/**
 * Index of the header among the first rows: the row that names most fields; where none names any, the first row with at
 * least three filled cells (titles stand alone in their line), else the first.
 */
export function findHeaderRow(rows: readonly SheetRow[], kind: RosterKind): number {
  const counts = rows.map((row) => countNamed(row, kind));
  const most = Math.max(0, ...counts);
  if (most >= 1) return counts.indexOf(most);
  return Math.max(
    0,
    rows.findIndex((row) => row.cells.filter((cell) => cell.text !== '').length >= 3),
  );
}

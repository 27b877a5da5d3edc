import { documentTypes } from '#shared/domain/candidate-field.ts';
import type { CodeTables } from '#shared/domain/code-table.ts';
import {
  fieldsOfKind,
  type RosterField,
  type RosterKind,
  requiredGroups,
  rosterFieldLabel,
} from '#shared/domain/roster-field.ts';
import { documentTypeLabel } from '#shared/labels/document.ts';
import { examSubjectLabel, examSubjects } from '#shared/labels/exam-subject.ts';
import { pupilCategories } from '#shared/labels/pupil-category.ts';
import type { SchoolView } from '../../db/store/office.ts';
import type { PlannedColumn, PlannedSheet, WorkbookPlan } from '../../documents/workbook-writing.ts';

const listSheet = '代码表';
const blankRows = 1000;
const wide: readonly RosterField[] = [
  'documentNumber',
  'enrolmentNo',
  'address',
  'resume',
  'family',
  'householdAuthority',
  'schoolName',
  'candidacyNo',
];

type List = { readonly field: RosterField; readonly values: readonly string[] };

/** An empty roster, enrolment list or list of results: text columns, lists where there is a code, tables and hints on sheets of their own. */
export function templatePlan(kind: RosterKind, schools: readonly SchoolView[], codes: CodeTables): WorkbookPlan {
  const fields = fieldsOfKind(kind);
  const lists = listsFor(schools, codes).filter((list) => fields.includes(list.field) && list.values.length > 0);
  const required = new Set(requiredGroups(kind).flat());
  const columns = fields.map((field): PlannedColumn => {
    const at = lists.findIndex((list) => list.field === field);
    const list = lists[at];
    return {
      header: rosterFieldLabel(field),
      width: wide.includes(field) ? 26 : 14,
      isRequired: required.has(field),
      ...(list && { choices: rangeOf(at, list.values.length) }),
    };
  });
  const name = { roster: '名册', enrolmentList: '学籍名单', subjectResults: '考试成绩' }[kind];
  const main: PlannedSheet = { name, columns, rows: [], blankRows };
  if (kind === 'roster') return { sheets: [main, tables(lists), hints] };
  // what may be chosen stands on the sheet of tables
  return { sheets: lists.length > 0 ? [main, tables(lists)] : [main] };
}

function listsFor(schools: readonly SchoolView[], codes: CodeTables): readonly List[] {
  const labels = (list: readonly (readonly [string, string])[]) => list.map(([, label]) => label);
  return [
    { field: 'sex', values: ['男', '女'] },
    { field: 'ethnicity', values: labels(codes.ethnicity.codes) },
    { field: 'politicalStatus', values: labels(codes.politicalStatus.codes) },
    {
      field: 'pupilCategory',
      values: pupilCategories.filter(([code]) => code !== 'private').map(([, label]) => label),
    },
    { field: 'documentType', values: documentTypes.map(documentTypeLabel) },
    { field: 'foreignLanguage', values: labels(codes.foreignLanguage.codes) },
    { field: 'schoolName', values: schools.map((school) => school.name) },
    { field: 'schoolCode', values: schools.map((school) => school.code) },
    { field: 'approval', values: ['同意', '不同意'] },
    { field: 'subject', values: examSubjects.map(examSubjectLabel) },
    { field: 'outcome', values: ['合格', '不合格'] },
  ];
}

function rangeOf(list: number, length: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + list);
  return `${listSheet}!$${letter}$2:$${letter}$${length + 1}`;
}

/** Headers differ from the roster's own, so that nobody's program takes this sheet for one. */
function tables(lists: readonly List[]): PlannedSheet {
  const longest = Math.max(...lists.map((list) => list.values.length));
  return {
    name: listSheet,
    columns: lists.map((list) => ({ header: `可选：${rosterFieldLabel(list.field)}`, width: 22 })),
    rows: Array.from({ length: longest }, (_, at) => lists.map((list) => list.values[at] ?? '')),
  };
}

const hints: PlannedSheet = {
  name: '填写说明',
  columns: [
    { header: '项目', width: 18 },
    { header: '怎样填', width: 90 },
  ],
  rows: [
    ['红字列', '必填；学校、班级填代码或名称之一即可'],
    ['号码', '证件号码、学籍号、手机号各列已设为“文本”。从别处粘贴时选“只保留文本”，否则后几位会丢'],
    ['姓名', '与证件一字不差；间隔点用“·”；生僻字用输入法打出来，不用拼音或问号代替'],
    ['出生日期', '写成 2008-05-11；有 18 位身份证号时可以留空'],
    ['本人简历', '2017.09-2023.07 某某小学；2023.09-2026.07 某某中学。各段之间用分号'],
    ['家庭成员', '父亲 姓名 单位 电话；母亲 姓名 单位 电话。各人之间用分号'],
    ['班主任审核', '学校已审核的写“同意”，并写明审核人和审核日期；没有写全的，由班主任在本系统审核'],
    ['不要', '不要用公式、合并单元格、密码；一个文件只放一张名册'],
  ],
};

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carriedTables } from '#shared/domain/code-table.ts';
import type { CellKind } from '#shared/domain/roster-cell.ts';
import { recogniseColumns } from '#shared/domain/roster-columns.ts';
import { type RosterField, rosterFields } from '#shared/domain/roster-field.ts';
import { parseFamily, parseResume } from '#shared/domain/roster-life.ts';
import type { ColumnMap } from '#shared/domain/roster-problem.ts';
import { placeKey, type RosterReference } from '#shared/domain/roster-reference.ts';
import { judgeRosterRow } from '#shared/regulation/judge-roster-row.ts';
import { withCheckDigit } from '../../scripts/demo-data/invented-numbers.ts';
import { readCsvRows } from '../../src-main/documents/csv-rows.ts';

const school = (id: string, code: string, name: string, isOwn: boolean) => ({
  id,
  code,
  name,
  isOwn,
  key: placeKey(name),
  areaCode: '150402',
  areaName: '红山区',
  withdrawnFrom: null,
});
const reference: RosterReference = {
  schools: [
    school('s1', '1001', '演示一中', true),
    school('s2', '1002', '演示二中', true),
    school('s9', '9001', '别处中学', false),
  ],
  classes: [
    { id: 'k1', schoolId: 's1', code: '01', name: '高一(1)班', key: placeKey('高一(1)班'), cohortYear: 2026 },
    { id: 'k0', schoolId: 's1', code: '01', name: '高二(1)班', key: placeKey('高二(1)班'), cohortYear: 2025 },
  ],
  sittings: [],
  today: '2026-11-23',
  codeTables: carriedTables,
  onlySchoolId: null,
};
const edition = { id: 'regulation-2025', inForceFrom: '2025-04-03', parameters: {} };
const columns: ColumnMap = Object.fromEntries(rosterFields.map((field, at) => [field, at]));
const number = withCheckDigit('15043020100312003');
const right: Partial<Record<RosterField, string>> = {
  fullName: '演示生',
  sex: '男',
  ethnicity: '蒙古族',
  documentNumber: number,
  birthDate: '2010-03-12',
  schoolName: '演示一中',
  className: '高一(1)班',
  cohortYear: '2026',
};

function read(
  change: Partial<Record<RosterField, string>>,
  kinds: Partial<Record<RosterField, CellKind>> = {},
  reference_ = reference,
) {
  const all = { ...right, ...change };
  const cells = rosterFields.map((field) => ({ text: all[field] ?? '', kind: kinds[field] ?? ('text' as const) }));
  return judgeRosterRow({ row: 7, cells }, columns, reference_, edition);
}
const codes = (change: Parameters<typeof read>[0], kinds = {}) =>
  read(change, kinds).problems.map((p) => `${p.field} ${p.code} ${p.severity}`);

test('一行对的：没有一句话，代码和检索键都算好', () => {
  const { record, problems } = read({ mobile: '１３８ 0000 0001', postCode: '024300', enrolmentNo: `G${number}` });
  expect(problems).toEqual([]);
  expect(record).toMatchObject({
    schoolId: 's1',
    classId: 'k1',
    nameKey: '演示生',
    pinyinInitials: 'yss',
    data: {
      sex: '1',
      ethnicity: '02',
      documentType: 'residentIdCard',
      mobile: '13800000001',
      cohortYear: 2026,
      classCode: '01',
    },
  });
});

test.each<[string, Partial<Record<RosterField, string>>, string[]]>([
  [
    '末位校验',
    { documentNumber: number.slice(0, 17) + (number.endsWith('1') ? '2' : '1') },
    ['documentNumber checkDigit reject'],
  ],
  ['科学计数的文字', { documentNumber: '1.5043E+17' }, ['documentNumber scientific reject']],
  ['没有 13 月', { birthDate: '2010-13-01' }, ['birthDate birthDate reject']],
  ['2 月 30 日', { birthDate: '2010年2月30日' }, ['birthDate birthDate reject']],
  ['还没出生', { birthDate: '2027-01-01' }, ['birthDate birthDate reject']],
  ['民族写错', { ethnicity: '汗族' }, ['ethnicity ethnicity reject']],
  ['没有姓名', { fullName: '' }, ['fullName nameMissing reject']],
  ['姓名带问号', { fullName: '演示？' }, ['fullName nameCharacters reject']],
  ['手机少一位', { mobile: '1380000000' }, ['mobile mobile reject']],
  ['L 号写成 G', { enrolmentNo: 'G150430201003121111' }, ['enrolmentNo enrolmentForm reject']],
  ['别处的学校', { schoolName: '别处中学' }, ['schoolName foreignSchool reject']],
  ['不认识的学校', { schoolName: '没有的中学' }, ['schoolName foreignSchool reject']],
  ['代码和名称不是一所', { schoolCode: '1001', schoolName: '演示二中' }, ['schoolName schoolConflict reject']],
  ['早于 2022 年秋', { cohortYear: '2021' }, ['cohortYear earlierCohort reject']],
  ['届别不当入学年份', { cohortYear: '2026届' }, ['cohortYear cohortYear reject']],
  ['社会考生', { pupilCategory: '社会考生' }, ['pupilCategory privateCandidate reject']],
  ['合计行', { fullName: '', documentNumber: '', sex: '合计 46 人' }, ['fullName noPerson reject']],
  ['两处毛病一次说完', { fullName: '', mobile: '1' }, ['fullName nameMissing reject', 'mobile mobile reject']],
  ['间隔点自动改正', { fullName: '包•呼格吉勒' }, ['fullName nameMended mended']],
  ['性别与号码不一致只提醒', { sex: '女' }, ['sex sexDiffers warn']],
  ['生日与号码不一致只提醒', { birthDate: '2010-03-13' }, ['birthDate birthDiffers warn']],
  ['没有的班', { className: '高一(9)班' }, ['className newClass warn']],
  ['生日空着，按号码填', { birthDate: '', sex: '' }, ['sex derived mended', 'birthDate derived mended']],
  ['只到月份，按号码填', { birthDate: '2010.03' }, ['birthDate derived mended']],
  [
    '港澳台居住证写成居民身份证',
    { documentType: '居民身份证', documentNumber: withCheckDigit('81000020100312003') },
    ['documentType typeMended mended'],
  ],
  ['审核没有写全', { approval: '同意', approver: '斯琴' }, ['approvedOn approvalIncomplete warn']],
  [
    '审核日期在以后',
    { approval: '同意', approver: '斯琴', approvedOn: '2026-12-01' },
    ['approvedOn approvalIncomplete warn'],
  ],
])('%s', (_, change, expected) => {
  expect(codes(change)).toEqual(expected);
});

test.each<[string, Partial<Record<RosterField, string>>]>([
  ['旧区划代码', { documentNumber: withCheckDigit('15260120100312003') }],
  ['澳门居住证号', { documentType: '港澳台居民居住证', documentNumber: withCheckDigit('82000020100312003') }],
  ['外国人永居证号', { documentNumber: withCheckDigit('91549620100312003') }],
  ['来往内地通行证', { documentType: '港澳居民来往内地通行证', documentNumber: 'H12345678' }],
  ['L 号没有校验位', { enrolmentNo: 'L150430201003121111' }],
  ['50 个字的姓名', { fullName: '演'.repeat(50) }],
  ['补充平面的字', { fullName: '王𬭎𠮷' }],
  ['民族 97', { ethnicity: '97' }],
  ['生日写成 20100312', { birthDate: '20100312' }],
  ['生日写成 2010/3/12', { birthDate: '2010/3/12' }],
  ['生日是日期序号', { birthDate: '40249' }],
  ['全角括号的班名', { className: '高一（1）班' }],
  ['不写班字', { className: '高一(1)' }],
])('假象照常通过：%s', (_, change) => {
  const { record, problems } = read(change);
  expect(problems).toEqual([]);
  expect(record).not.toBeNull();
});

const sentence = (change: Parameters<typeof read>[0], by = edition) => {
  const all = { ...right, ...change };
  const cells = rosterFields.map((field) => ({ text: all[field] ?? '', kind: 'text' as const }));
  return judgeRosterRow({ row: 7, cells }, columns, reference, by).problems.map((one) => one.sentence);
};

test.each<[string, Partial<Record<RosterField, string>>, string]>([
  [
    '早于 2022 年秋',
    { cohortYear: '2021' },
    '演示生是 2021 年秋季入学，本办法从 2022 年秋季入学的开始，依据《考籍管理办法》六（一）。向盟市考试机构问清原来的办法',
  ],
  [
    '别处的学校',
    { schoolName: '别处中学' },
    '别处中学属于红山区，不在本考区，依据《考籍管理办法》一（一）2。转告学校到红山区的招考机构办理',
  ],
  [
    '不认识的学校',
    { schoolName: '没有的中学' },
    '没有的中学不在学校清单里，依据《考籍管理办法》一（一）2。核对学校代码；新设的学校先由自治区列入清单',
  ],
  [
    '民族写错，冒号不碍事',
    { ethnicity: '汗族：' },
    '民族“汗族：”不在代码表里，依据《考籍管理办法》一（二）1。对照证件改正；表里没有的选“其他”',
  ],
  ['手机少一位', { mobile: '1380000000' }, '手机号应有 11 位，这里是 10 位，依据《考籍管理办法》一（二）1。'],
  ['没有姓名', { fullName: '' }, '没有填姓名，依据《考籍管理办法》一（二）1。对照证件补上'],
  [
    '社会考生',
    { pupilCategory: '社会考生' },
    '社会考生不随学校名册进来，依据《考籍管理办法》一（一）1。由本人持户籍证明到户籍地旗县申请',
  ],
  [
    '证件类型',
    { documentType: '学生证' },
    '证件类型“学生证”不在可选的八种里，依据《考籍管理办法》一（一）1。对照证件改成居民身份证',
  ],
])('规则说的话带着条款和下一步：%s', (_, change, text) => {
  expect(sentence(change)).toEqual([expect.stringContaining(text)]);
});

test('最早入学年份由规定版本给；版本还能停用一条规则', () => {
  expect(
    sentence({ cohortYear: '2024', className: '高一(1)' }, { ...edition, parameters: { firstCohortYear: 2025 } }),
  ).toEqual([expect.stringContaining('本办法从 2025 年秋季入学的开始')]);
  expect(sentence({ mobile: '1' }, { ...edition, parameters: { rulesSwitchedOff: ['candidate.mobile'] } })).toEqual([]);
});

test('公式、合并、错误值：在那一格说，不取值', () => {
  expect(codes({}, { fullName: 'formula' })).toEqual(['fullName formula reject']);
  expect(codes({}, { className: 'merged' })).toEqual(['className merged reject']);
  expect(codes({}, { birthDate: 'error' })).toEqual(['birthDate cellError reject']);
  expect(read({}, { documentNumber: 'formula' }).record).toBeNull();
});

test('数字格：丢了 0 的邮编补回，超过 15 位的号码不认', () => {
  expect(codes({ postCode: '24300' }, { postCode: 'number' })).toEqual(['postCode leadingZero mended']);
  expect(read({ postCode: '24300' }, { postCode: 'number' }).record?.data.postCode).toBe('024300');
  expect(codes({ documentNumber: '1.50430E+17' }, { documentNumber: 'number' })).toEqual([
    'documentNumber scientific reject',
  ]);
});

test('没有入学年份：班级认得出年级就用它，同名的班要补年份', () => {
  expect(read({ cohortYear: '' }).record).toMatchObject({ classId: 'k1', data: { cohortYear: 2026 } });
  expect(codes({ cohortYear: '', className: '', classCode: '1' })).toEqual(['cohortYear classAmbiguous reject']);
});

test('学校账户只能导入本校，没有学校列时就是本校', () => {
  const own = { ...reference, onlySchoolId: 's1' };
  expect(read({ schoolName: '演示二中' }, {}, own).problems.map((p) => p.code)).toEqual(['otherSchool']);
  expect(read({ schoolName: '' }, {}, own).record?.schoolId).toBe('s1');
});

test('班主任审核带全了才算，时刻是当天零点（+08:00）', () => {
  const { record } = read({ approval: '通过', approver: '斯琴', approvedOn: '2026/11/12' });
  expect(record?.approval).toEqual({ by: '斯琴', at: '2026-11-11T16:00:00.000Z' });
  expect(read({ approval: '不同意', approver: '斯琴', approvedOn: '2026/11/12' }).record?.approval).toBeNull();
});

test('简历和家庭成员读得宽，读不出的原样留下', () => {
  expect(parseResume('2017.09-2023.07 演示小学；2023年9月至今 演示中学\n其他经历')).toEqual([
    { from: '2017-09', until: '2023-07', place: '演示小学' },
    { from: '2023-09', until: null, place: '演示中学' },
    { from: null, until: null, place: '其他经历' },
  ]);
  expect(parseFamily('父亲 巴图 个体 13800000001；母亲 其其格；奶奶')).toEqual([
    { relation: '父亲', fullName: '巴图', workplace: '个体', phone: '13800000001' },
    { relation: '母亲', fullName: '其其格', workplace: null, phone: null },
    { relation: '家庭成员', fullName: '奶奶', workplace: null, phone: null },
  ]);
});

test('每一句都有下一步，不对工作人员用“请”和叹号，不只说失败', () => {
  const faulty = Object.fromEntries(rosterFields.map((field) => [field, '？'])) as Record<RosterField, string>;
  const all = [
    read(faulty),
    read({}, Object.fromEntries(rosterFields.map((f) => [f, 'formula']))),
    read({ schoolName: '', className: '', ethnicity: '', documentNumber: '' }),
  ];
  const sentences = all.flatMap((one) => one.problems);
  expect(sentences.length).toBeGreaterThan(20);
  for (const { sentence, severity } of sentences) {
    expect(sentence).not.toMatch(/请|！|!|非法|无效|失败|您|抱歉/u);
    if (severity === 'reject') expect(sentence).toMatch(/。./u);
  }
});

test('认列：同义表头、括号说明、顺序都不碍事；家长的列不当成学生的', () => {
  const headers = ['序号', '学生姓名', '父亲姓名', '身份证号（必填）', '民族', '所在学校', '班级', '监护人姓名'];
  const found = recogniseColumns(headers, 'roster').filter((guess) => guess.column !== null);
  expect(found.map(({ field, column, sure }) => `${field} ${column} ${sure}`)).toEqual([
    'fullName 1 true',
    'ethnicity 4 true',
    'documentNumber 3 true',
    'schoolName 5 true',
    'className 6 true',
  ]);
});

test('认列：两列都像同一项时不算认清', () => {
  const guess = recogniseColumns(['姓名', '学生姓名', '考生姓名'], 'roster').find((one) => one.field === 'fullName');
  expect(guess).toEqual({ field: 'fullName', column: 0, sure: true });
  const unsure = recogniseColumns(['学生姓名', '考生姓名'], 'roster').find((one) => one.field === 'fullName');
  expect(unsure?.sure).toBe(false);
});

test('任意文字进 CSV 读取：要么读成行，要么一句话；行号递增，不崩', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      try {
        const rows = readCsvRows(text).map((row) => row.row);
        expect(rows).toEqual([...rows].sort((a, b) => a - b));
      } catch (error) {
        expect((error as { sentence?: string }).sentence).toMatch(/。/u);
      }
    }),
    { numRuns: 500 },
  );
});

test('写成 CSV 再读回，任何单元格都不变', () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .map((text) => text.replaceAll('\0', '').trim())
    .filter((text) => !/^="|^'\d/u.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const text = [['甲', '乙', '丙'], ...rows]
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
        .join('\r\n');
      const read = readCsvRows(text)
        .slice(1)
        .map((row) => [0, 1, 2].map((at) => row.cells[at]?.text ?? ''));
      expect(read).toEqual(rows.filter((row) => row.some((value) => value !== '')));
    }),
    { numRuns: 300 },
  );
});

test('任意单元格进行读取：不崩，有拒绝就没有记录', () => {
  const kind = fc.constantFrom<CellKind>('text', 'number', 'date', 'formula', 'merged', 'error');
  const cell = fc.record({
    text: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(...(Object.values(right) as string[])),
    ),
    kind,
  });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: rosterFields.length }), (cells) => {
      const { record, problems } = judgeRosterRow({ row: 2, cells }, columns, reference, edition);
      expect(record === null).toBe(problems.some((problem) => problem.severity === 'reject'));
    }),
    { numRuns: 500 },
  );
});

import { describe, expect, it } from 'vitest';
import { candidateFields } from '#shared/domain/candidate-field.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { addDays } from '#shared/lib/plain-date.ts';
import { check, isInForce, type Rule } from '#shared/regulation/engine.ts';
import { explain } from '#shared/regulation/explain.ts';
import type { CandidacyFacts, FactName } from '#shared/regulation/facts.ts';
import { parameter } from '#shared/regulation/parameters.ts';
import { allRules, ruleSets } from '#shared/regulation/rule-sets.ts';
import { edition, goodFacts, goodFactsFor } from './canonical-case.ts';

type Act = keyof typeof ruleSets;
const acts = Object.keys(ruleSets) as Act[];

/** What a gate may have found; a photo without a verdict has none of it. */
const photoTroubles: CandidacyFacts['photoCauses'] = [
  { code: 'NO_FACE', severity: 'reject', measure: 'faceCount', value: 0, limit: 1 },
  { code: 'HEADWEAR', severity: 'warn', measure: null, value: null, limit: null },
];

/** Values that make some rule fail: every fact is tried with each, so that all sentences come out. */
const oddValues: Partial<Record<FactName, readonly unknown[]>> = {
  fullName: ['', '王?'],
  sex: ['', '7', '9', '2'],
  ethnicity: ['', '57'],
  politicalStatus: [null, '14', '01'],
  documentType: ['passport', 'mainlandTravelPermitTw', 'driving-licence'],
  documentNumber: ['', '1', 'E12345678', '15043020080511203X'],
  birthDate: ['', '2008-13-01', '2012-04-15', '2027-01-01', '1940-01-01'],
  mobile: [null, '139'],
  postCode: [null, '2430'],
  foreignLanguage: [null, '8'],
  enrolmentNo: [null, 'G15043020080511203X', 'L150430200805110018', 'K1'],
  cohortYear: [null, 2021, 2027],
  status: ['inEffect', 'suspended', 'closed', 'awaitingCapture'],
  changedFields: candidateFields.map((field) => [field]),
  enrolmentListImported: [false],
  enrolmentRecord: [null, { schoolCode: '1', schoolName: '别的学校', fullName: '王小禾', documentNumber: null }],
  schoolArea: [null, { code: '150402', name: '红山区考区' }],
  schoolCode: [null, '1'],
  ownSchoolCodes: [[]],
  teacherApproval: [null],
  entryCategory: ['private'],
  hasShot: [false],
  photoVerdict: ['bad', 'warn', 'notMeasured', null],
  photoOverride: ['medical', 'religious', 'lasting'],
  photoLookAlikes: [
    [{ fullName: '李春', className: '高一(1)班' }],
    [
      { fullName: '李春', className: null },
      { fullName: '王小禾', className: '高一(2)班' },
    ],
  ],
  documentState: [null, 'expired', 'temporary', 'copyOnly', 'missing'],
  documentComparison: [null, { how: 'read', agrees: false }, { how: 'lastFour', agrees: false }],
  unsettledDifferences: [['fullName']],
  pupilConfirmed: [false],
  pupilPresent: [false],
  candidacyNo: [null, 'G1'],
  candidacyNoHolders: [[{ candidacyId: 'c', fullName: '王小禾', schoolName: null }]],
  documentHolders: [[{ candidacyId: 'c', fullName: '王小禾', schoolName: null }]],
  registrationWindows: [[], [{ opensAt: '2030-01-01T00:00:00Z', closesAt: '2030-01-02T00:00:00Z' }]],
  correctionWindows: [[], [{ opensAt: '2030-01-01T00:00:00Z', closesAt: '2030-01-02T00:00:00Z' }]],
  correctionSpans: [[]],
  examEntryWindows: [[], [{ opensAt: '2020-01-01T00:00:00Z', closesAt: '2020-01-02T00:00:00Z' }]],
  classChangeWindows: [[], [{ opensAt: '2020-01-01T00:00:00Z', closesAt: '2030-01-02T00:00:00Z' }]],
  classChangeSpans: [[]],
  recognitionWindows: [[], [{ opensAt: '2030-01-01T00:00:00Z', closesAt: '2030-01-02T00:00:00Z' }]],
  chain: [
    ['apply', 'countyApprove', 'regionDecide'],
    ['apply', 'leagueApprove', 'countyApprove', 'regionDecide'],
  ],
  foreignCertificate: [
    { province: '15', issuer: '内蒙古自治区教育考试院', certificateNo: '' },
    { province: '', issuer: '', certificateNo: '' },
  ],
  foreignLines: [
    [],
    [{ name: '物理', examType: 'graded', asCertified: 'A', outcome: 'pass', subject: '07', mappedBy: 'name' }],
    [{ name: '科学', examType: 'qualifying', asCertified: '', outcome: 'pass', subject: null, mappedBy: null }],
    [
      { name: '物理', examType: 'qualifying', asCertified: '不合格', outcome: 'pass', subject: '07', mappedBy: 'name' },
      { name: '科学', examType: 'qualifying', asCertified: '合格', outcome: 'fail', subject: '07', mappedBy: 'clerk' },
    ],
  ],
  recognition: [
    { certified: null, registered: false },
    { certified: true, registered: false },
  ],
  recognisedSubjects: [[], ['01', '05']],
  subjectsWithResults: [[]],
  resultConflicts: [[{ subject: '01', sitting: '2026-spring' }]],
  awaitedResults: [[{ subject: '01', sittingLabel: '2026 年春季考次' }]],
  standingCertificate: [{ number: 'KZ-150430-2026-1A2B3C-0001' }],
  sittingSubjects: [['02']],
  sittingOn: ['2025-01-09', '2027-07-06'],
  chosenSubjects: [[], ['02'], ['13'], ['01', '02', '03', '04', '05']],
  passedSubjects: [[], ['01']],
  entryLanguage: [null, '3', '8'],
  concernedSchoolId: ['school-2'],
  schoolAddress: [null],
  schoolHeadName: [null, '王?'],
  schoolKind: [null, '大学'],
  schoolStaffCount: [null, 0, 1.5, 3001],
  schoolPhone: [null, '4321234', '12', '电话'],
  schoolClasses: [[]],
  classesWithoutTeacher: [['高一(2)班'], ['1班', '2班', '3班', '4班', '5班', '6班']],
  classCode: [null, '26 07'],
  classCodeHolder: ['高一(7)班'],
  classKeyChanges: [true],
  classPupilCount: [3],
  targetClass: [
    null,
    { name: '高一(1)班', schoolId: 'school-2', cohortYear: 2024, isOpen: true },
    { name: '高一(9)班', schoolId: 'school-1', cohortYear: 2024, isOpen: false },
    { name: '高二(1)班', schoolId: 'school-1', cohortYear: 2023, isOpen: true },
  ],
  joiningSchool: [
    null,
    { id: 'school-1', code: '1504300001', name: '敖汉旗第一中学', areaName: '敖汉旗考区', isHere: true },
    { id: 'school-2', code: '1504300002', name: '敖汉旗蒙古族中学', areaName: null, isHere: true },
    { id: 'school-9', code: '1504020001', name: '红山区实验中学', areaName: '红山区考区', isHere: false },
    { id: null, code: '1504020009', name: '新设的学校', areaName: null, isHere: false },
    { id: null, code: null, name: '承德市第一中学', areaName: null, isHere: false },
  ],
  joiningSchoolId: ['school-2'],
  filedAt: [null, { schoolId: 'school-1', name: '敖汉旗第一中学' }],
  applicant: [
    null,
    { by: 'guardian', fullName: null, relation: null },
    { by: 'guardian', fullName: '包·巴特尔', relation: null },
  ],
  comingEntries: [['2026 年春季考次']],
  otherApplications: [['信息变更']],
  leave: [
    null,
    { from: '2026-02-30', until: null },
    { from: '2026-03-02', until: '2026-13-01' },
    { from: '2026-03-02', until: '2026-03-01' },
  ],
  dueStep: ['schoolAgree', 'countyApprove', 'regionDecide'],
  evidenceGiven: [[]],
  applicantPresent: [false],
  officeCounty: [{ code: '150402', name: '红山区' }],
  preparedBy: [['reviewer-1', 'clerk-1']],
  agreedBy: [['reviewer-1', 'clerk-1']],
  stepsWithoutDecider: [['schoolAgree'], ['countyApprove']],
  actorId: ['clerk-1'],
  enteredBy: ['clerk-1', 'reviewer-1', 'teacher-1'],
  capturedBy: ['reviewer-1', 'teacher-1', 'clerk-1'],
  actorRole: ['classTeacher', 'schoolAdministrator', 'auditor'],
  actorClassIds: [[]],
  actorSchoolId: [null, 'school-2'],
  pupilClassId: [null],
  pupilSchoolId: ['other'],
  today: ['2025-04-02'],
  now: ['2026-05-01T00:00:00Z'],
  resume: [[]],
  family: [[], [{ relation: '母亲', fullName: '李?', workplace: null, phone: null }]],
  pupilCategory: [null],
  householdPlace: [null, '150402', '130100', '新惠镇'],
  householdAuthority: [null],
  address: [null],
  privateApproval: [
    { county: false, region: null },
    { county: true, region: false },
  ],
};

/** Every finding that the odd values, and the loss of every fact, can bring out of the rules of all acts. */
function allFindings(): Finding[] {
  const bases: CandidacyFacts[] = acts.flatMap((act) => [
    goodFactsFor(act),
    { ...goodFactsFor(act), photoCauses: photoTroubles },
    { ...goodFactsFor(act), status: 'inEffect', entryCategory: 'private' },
  ]);
  return bases.flatMap((base) =>
    (Object.keys(goodFacts) as FactName[]).flatMap((name) =>
      [undefined, ...(oddValues[name] ?? [])].flatMap((value) => check(allRules, { ...base, [name]: value }, edition)),
    ),
  );
}
const found = allFindings().filter((finding) => finding.verdict !== 'pass');

describe('每条规则', () => {
  it.each(acts)('样板考生在 %s 的清单里条条符合', (act) => {
    const open = check(ruleSets[act], goodFactsFor(act), edition).filter((finding) => finding.verdict !== 'pass');
    expect(open.map((finding) => [finding.ruleId, finding.sentence])).toEqual([]);
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))('%s 只读它申报的事实，申报的都读', (_, rule) => {
    const touched = new Set<string>();
    const probe = (base: CandidacyFacts) =>
      new Proxy(base, {
        get(target, key) {
          touched.add(String(key));
          return target[key as FactName];
        },
      });
    // straight into the test, past the engine's own guard
    for (const [name, values] of Object.entries(oddValues)) {
      for (const value of values) {
        for (const act of acts) {
          const facts = { ...goodFactsFor(act), editionInForceFrom: edition.inForceFrom, [name]: value };
          rule.test(probe(facts) as never, (name) => parameter(edition, name));
        }
      }
    }
    expect([...touched].sort()).toEqual([...rule.reads].sort());
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))(
    '%s 从施行当天起管用；时钟和版本日期再早也关不掉',
    (_, rule) => {
      expect([isInForce(rule, addDays(rule.from, -1)), isInForce(rule, rule.from)]).toEqual([false, true]);
      const older = { ...edition, inForceFrom: '2020-01-01' };
      for (const today of ['1970-01-01', addDays(rule.from, -1), rule.from])
        expect(check([rule], { ...goodFacts, today }, older)).toHaveLength(1);
    },
  );

  it('本系统规则不看日期，也停用不了', () => {
    const later = allRules.filter((rule) => rule.house).map((rule) => ({ ...rule, from: '2999-01-01' }));
    const off = { ...edition, parameters: { rulesSwitchedOff: later.map((rule) => rule.id) } };
    expect(later.length).toBeGreaterThan(3);
    expect(check(later, { ...goodFacts, today: '2026-11-23' }, off)).toHaveLength(later.length);
  });

  it('少了一样事实，没有一条规则坏掉', () => {
    expect(found.filter((finding) => finding.sentence.includes(`（${finding.ruleId}）`))).toEqual([]);
  });

  it('试过的值让每条规则都开过口', () => {
    const silent = allRules.filter((rule: Rule) => !found.some((finding) => finding.ruleId === rule.id));
    expect(silent.map((rule) => rule.id)).toEqual([]);
  });
});

describe('每半年一次，样板考生的规则没有空档', () => {
  const halfYears = Array.from({ length: 20 }, (_, i) => `${2026 + Math.floor(i / 2)}-${i % 2 === 0 ? '01' : '07'}-01`);
  it.each(halfYears)('%s', (today) => {
    const names = (day: string) =>
      check(ruleSets.deskCompletion, { ...goodFacts, today: day }, edition).map((f) => f.ruleId);
    expect(names(today)).toEqual(names(edition.inForceFrom));
  });
});

describe('规则说的话', () => {
  const banned = /您|(?<!申)请(?!示)|抱歉|[!！]|非法|无效|失败|未知错误|系统繁忙/u;
  const texts = [...new Set(found.flatMap((finding) => [finding.sentence, finding.next]))];

  it('没有对办事人用的敬语、感叹号和空话', () => {
    expect(texts.length).toBeGreaterThan(100);
    expect([...texts, ...allRules.map((rule) => rule.title)].filter((text) => banned.test(text))).toEqual([]);
  });

  it('每句都有下一步；话和下一步都不以标点收尾，也不留空', () => {
    const wrong = found.filter((f) =>
      [f.sentence, f.next].some((text) => text.length < 2 || /[。，；：、\s]$/u.test(text)),
    );
    expect(new Set(wrong.map((f) => `${f.ruleId}: ${f.sentence} / ${f.next}`))).toEqual(new Set());
  });

  it('没有空着的值、代码里的词和整号码漏到话里', () => {
    const wrong = texts.filter((text) => /undefined|null|NaN|\[object|\d{15}|^的|“”| ，|是，/u.test(text));
    expect(wrong).toEqual([]);
  });

  it('合成一句：后果、事实、依据、下一步', () => {
    const sentences = found.map((finding) => explain(finding, '完成登记'));
    const shape =
      /^(不能完成登记|现在不能完成登记，先放着|可以完成登记，已作标记|可以完成登记，要写明原因)：.+。依据(《考籍管理办法》.+|本系统规则)。下一步：.+$/u;
    expect(sentences.filter((sentence) => !shape.test(sentence))).toEqual([]);
  });

  it('不长过报文的限度', () => {
    expect(found.filter((f) => f.sentence.length > 500 || f.ruleId.length > 60)).toEqual([]);
  });
});

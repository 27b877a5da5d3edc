import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import type { ForeignLine } from '#shared/domain/foreign-result.ts';
import { check } from '#shared/regulation/engine.ts';
import { ruleSets } from '#shared/regulation/rule-sets.ts';
import {
  acceptanceProofIsGiven,
  foreignResultsAreGiven,
  identityProofIsGiven,
} from '#shared/regulation/rules/application-evidence.ts';
import {
  certificateHasIssuer,
  certificationStands,
  enrolmentHasMovedIn,
  foreignSubjectsAreMapped,
  joiningSchoolRegisters,
  onlyQualifyingResults,
  outcomesAreAsCertified,
  recognitionIsForJoiningPupil,
  registrationFollowsCertification,
  resultsAreOfAnotherProvince,
  someForeignResult,
  subjectsAreNotRecognised,
  threeLevelsDecide,
} from '#shared/regulation/rules/recognition.ts';
import { recognitionWindowIsOpen } from '#shared/regulation/rules/windows.ts';
import { edition, findingOf, goodFactsFor, verdictOf } from './canonical-case.ts';

const line = (changes: Partial<ForeignLine>): ForeignLine => ({
  name: '物理',
  examType: 'qualifying',
  asCertified: '合格',
  outcome: 'pass',
  subject: '07',
  mappedBy: 'name',
  ...changes,
});
const lines = (...foreignLines: ForeignLine[]) => ({ foreignLines });

describe('四（一）谁的、哪里的成绩', () => {
  it('在校生，记录还在办或已生效；社会考生和并掉的记录不行', () => {
    const open = candidacyStatuses.filter((status) => verdictOf(recognitionIsForJoiningPupil, { status }) === 'pass');
    expect(open).toEqual([
      'preRegistered',
      'returned',
      'awaitingCapture',
      'completed',
      'reviewed',
      'released',
      'received',
      'inEffect',
      'suspended',
    ]);
    expect(verdictOf(recognitionIsForJoiningPupil, { entryCategory: 'private' })).toBe('fail block');
    expect(verdictOf(recognitionIsForJoiningPupil, { status: undefined })).toBe('unknown block');
  });

  it.each([
    ['名单上就在转入的学校', {}, 'pass'],
    ['名单上在别的学校', { schoolCode: '1504300002' }, 'fail block'],
    ['名单里没有', { enrolmentRecord: null }, 'unknown flag'],
    ['没有名单', { enrolmentListImported: false }, 'unknown flag'],
    ['不知道有没有名单', { enrolmentListImported: undefined }, 'unknown flag'],
  ] as const)('学籍已转入：%s', (_, changes, verdict) => {
    expect(verdictOf(enrolmentHasMovedIn, changes)).toBe(verdict);
  });

  it.each([
    ['14', 'pass'],
    ['15', 'fail block'],
    ['21', 'pass'],
    ['83', 'pass'],
    ['84', 'fail block'],
    ['', 'fail block'],
  ] as const)('省 %s：%s', (province, verdict) => {
    const foreignCertificate = { province, issuer: '考试院', certificateNo: '' };
    expect(verdictOf(resultsAreOfAnotherProvince, { foreignCertificate })).toBe(verdict);
  });

  it('选择性考试成绩按种类不收，写得再好也不收', () => {
    expect(verdictOf(onlyQualifyingResults, lines(line({})))).toBe('pass');
    const graded = findingOf(onlyQualifyingResults, lines(line({}), line({ examType: 'graded', asCertified: 'A' })));
    expect([graded.consequence, graded.clauses.map(({ id }) => id)]).toEqual(['block', ['4.1']]);
    expect(graded.sentence).toBe('物理是选择性考试成绩，不予转入');
    expect(verdictOf(onlyQualifyingResults, { foreignLines: undefined })).toBe('unknown block');
  });
});

describe('四（二）材料和逐科成绩', () => {
  it.each([
    [foreignResultsAreGiven, 'foreignResults', '外省成绩证明'],
    [acceptanceProofIsGiven, 'acceptanceProof', '接收学校证明'],
    [identityProofIsGiven, 'identityProof', '身份证明'],
  ] as const)('三份材料缺一份就不能提交：%#', (rule, kind, words) => {
    const all = ['foreignResults', 'acceptanceProof', 'identityProof'] as const;
    expect(verdictOf(rule, { evidenceGiven: all })).toBe('pass');
    const finding = findingOf(rule, { evidenceGiven: all.filter((one) => one !== kind) });
    expect([finding.verdict, finding.consequence, finding.sentence]).toEqual(['fail', 'block', `缺${words}`]);
    expect(verdictOf(rule, { evidenceGiven: undefined })).toBe('unknown block');
    const submitted = check(
      ruleSets.recognitionSubmission,
      { ...goodFactsFor('recognitionSubmission'), evidenceGiven: all.filter((one) => one !== kind) },
      edition,
    );
    expect(submitted.filter((one) => one.verdict !== 'pass').map((one) => one.sentence)).toEqual([`缺${words}`]);
  });

  it('旗县、盟市、自治区一级不少、次序不乱', () => {
    const verdict = (...chain: NonNullable<Parameters<typeof verdictOf>[1]['chain']>) =>
      verdictOf(threeLevelsDecide, { chain });
    expect(verdict('apply', 'countyApprove', 'leagueApprove', 'regionDecide')).toBe('pass');
    expect(verdict('apply', 'schoolAgree', 'countyApprove', 'leagueApprove', 'regionDecide')).toBe('pass');
    expect(verdict('apply', 'countyApprove', 'regionDecide')).toBe('fail block');
    expect(verdict('apply', 'countyApprove', 'leagueApprove')).toBe('fail block');
    expect(verdict('apply', 'leagueApprove', 'countyApprove', 'regionDecide')).toBe('fail block');
    expect(verdictOf(threeLevelsDecide, { chain: undefined })).toBe('unknown block');
  });

  it.each([
    ['教', 'fail block'],
    ['教育', 'pass'],
    ['  ', 'fail block'],
  ] as const)('出具机构“%s”：%s', (issuer, verdict) => {
    const foreignCertificate = { province: '37', issuer, certificateNo: '' };
    expect(verdictOf(certificateHasIssuer, { foreignCertificate })).toBe(verdict);
  });

  it('至少有一科能转入', () => {
    expect(verdictOf(someForeignResult, lines())).toBe('fail block');
    expect(verdictOf(someForeignResult, lines(line({ subject: 'none' })))).toBe('fail block');
    expect(verdictOf(someForeignResult, lines(line({ examType: 'graded' })))).toBe('fail block');
    expect(verdictOf(someForeignResult, lines(line({ outcome: 'fail', asCertified: '不合格' })))).toBe('pass');
    expect(verdictOf(someForeignResult, { foreignLines: undefined })).toBe('unknown block');
  });

  it('对不上的科目要问，不猜；两行对到一科也要问', () => {
    const open = findingOf(foreignSubjectsAreMapped, lines(line({ name: '科学', subject: null, mappedBy: null })));
    expect([open.consequence, open.sentence]).toEqual(['block', '没有说科学是本区的哪一科']);
    expect(verdictOf(foreignSubjectsAreMapped, lines(line({ subject: 'none', mappedBy: 'clerk' })))).toBe('pass');
    const twice = findingOf(foreignSubjectsAreMapped, lines(line({}), line({ name: '科学', mappedBy: 'clerk' })));
    expect(twice.sentence).toBe('有几行都对到了物理');
    expect(verdictOf(foreignSubjectsAreMapped, lines(line({}), line({ subject: '08' })))).toBe('pass');
    expect(verdictOf(foreignSubjectsAreMapped, { foreignLines: undefined })).toBe('unknown block');
  });

  it.each([
    ['合格', 'pass', 'pass'],
    ['合格', 'fail', 'fail block'],
    ['不合格', 'fail', 'pass'],
    ['不合格', 'pass', 'fail block'],
    ['及格', 'fail', 'fail block'],
    ['缺考', 'pass', 'fail block'],
    ['不通过', 'fail', 'pass'],
    ['不通过', 'pass', 'fail block'],
    ['未合格', 'fail', 'pass'],
    ['没有通过', 'fail', 'pass'],
    ['考试未能通过', 'pass', 'fail block'],
    ['D', 'fail', 'pass'],
    ['D', 'pass', 'pass'],
    [' ', 'pass', 'fail block'],
  ] as const)('证明写“%s”、录成 %s：%s', (asCertified, outcome, verdict) => {
    expect(verdictOf(outcomesAreAsCertified, lines(line({ asCertified, outcome })))).toBe(verdict);
  });

  it.each([
    ['2026-02-27T00:59:59.999Z', 'fail hold'],
    ['2026-02-27T01:00:00.000Z', 'pass'],
    ['2026-05-01T08:59:59.999Z', 'pass'],
    ['2026-05-01T09:00:00.000Z', 'fail hold'],
  ] as const)('公布的窗口，%s：%s', (now, verdict) => {
    expect(verdictOf(recognitionWindowIsOpen, { now })).toBe(verdict);
  });

  it('没有公布窗口：照常受理，带标记', () => {
    expect(verdictOf(recognitionWindowIsOpen, { recognitionWindows: [] })).toBe('unknown flag');
    expect(verdictOf(recognitionWindowIsOpen, { recognitionWindows: undefined })).toBe('unknown flag');
  });
});

describe('四（二）认证以后', () => {
  it('只有转入学校能补注册', () => {
    expect(verdictOf(joiningSchoolRegisters, { actorSchoolId: 'school-1' })).toBe('pass');
    expect(verdictOf(joiningSchoolRegisters, { actorSchoolId: 'school-2' })).toBe('fail block');
    expect(verdictOf(joiningSchoolRegisters, { actorSchoolId: null, pupilSchoolId: null })).toBe('fail block');
    expect(verdictOf(joiningSchoolRegisters, { actorSchoolId: undefined })).toBe('unknown block');
  });

  it.each([
    ['没有申请', null, 'pass'],
    ['在办', { certified: null, registered: false }, 'fail block'],
    ['已认证，没有补注册', { certified: true, registered: false }, 'fail block'],
    ['已补注册', { certified: true, registered: true }, 'pass'],
    ['自治区没有同意', { certified: false, registered: false }, 'pass'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('先认证、再补注册、再采集：%s', (_, recognition, verdict) => {
    expect(verdictOf(registrationFollowsCertification, { recognition })).toBe(verdict);
    for (const act of ['teacherApproval', 'deskCompletion'] as const)
      expect(ruleSets[act]).toContain(registrationFollowsCertification);
  });

  it('认证以后、补注册以前，不能退回、不予同意、撤回', () => {
    const stands = (certified: boolean | null, registered: boolean) =>
      verdictOf(certificationStands, { recognition: { certified, registered } });
    expect([stands(null, false), stands(true, false), stands(true, true), stands(false, false)]).toEqual([
      'pass',
      'fail block',
      'pass',
      'pass',
    ]);
    // nobody can register a record that is over: the application may still be closed
    const over = { status: 'joined', recognition: { certified: true, registered: false } } as const;
    expect(verdictOf(certificationStands, over)).toBe('pass');
    expect(verdictOf(certificationStands, { recognition: null })).toBe('pass');
    expect(verdictOf(certificationStands, { recognition: undefined })).toBe('unknown block');
  });

  it('转入合格的不再开放；转入不合格的可以再考', () => {
    expect(verdictOf(subjectsAreNotRecognised, { chosenSubjects: ['01'], recognisedSubjects: ['02'] })).toBe('pass');
    expect(verdictOf(subjectsAreNotRecognised, { chosenSubjects: ['02'], recognisedSubjects: ['02'] })).toBe(
      'fail block',
    );
    expect(verdictOf(subjectsAreNotRecognised, { recognisedSubjects: undefined })).toBe('unknown block');
  });
});

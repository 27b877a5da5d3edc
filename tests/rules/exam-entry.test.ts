import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { gradeOf, semesterInWords, semesterOf } from '#shared/domain/school-year.ts';
import { examSubjectCodeOf, examSubjectLabel, examSubjects, regionSubjects } from '#shared/labels/exam-subject.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { editionProblems } from '#shared/regulation/parameters.ts';
import {
  candidacyIsCompleted,
  candidacyIsNotSuspended,
  entryLanguageIsPossible,
  resultsOfSubjectsAgree,
  semesterIsUsual,
  someSubjectIsChosen,
  subjectsAreNotPassed,
  subjectsAreNotTooMany,
  subjectsAreOfSitting,
} from '#shared/regulation/rules/exam-entry.ts';
import { subjectsOfSitting } from '#shared/regulation/sitting-subjects.ts';
import { editionWith, findingOf, verdictOf } from './canonical-case.ts';

describe('一（三）取得考籍的人才能选课报名', () => {
  const open = ['completed', 'reviewed', 'released', 'received', 'inEffect', 'suspended'];
  it.each(candidacyStatuses.map((status) => [status]))('%s', (status) => {
    expect(verdictOf(candidacyIsCompleted, { status })).toBe(open.includes(status) ? 'pass' : 'fail block');
  });
  it('不知道状态就不报', () => {
    expect(verdictOf(candidacyIsCompleted, { status: undefined })).toBe('unknown block');
  });
});

describe('五 休籍期间不报', () => {
  it.each([
    ['在籍', { status: 'inEffect' }, 'pass'],
    ['休籍', { status: 'suspended' }, 'fail block'],
    ['不知道', { status: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(candidacyIsNotSuspended, changes)).toBe(verdict);
  });
});

describe('所选科目', () => {
  const five = ['01', '02', '03', '04', '05'] as const;
  const four = five.slice(0, 4);
  const gradeTen = { cohortYear: 2025, sittingOn: '2026-07-06' };
  it.each([
    ['一科也没有', someSubjectIsChosen, { chosenSubjects: [] }, 'fail block'],
    ['一科', someSubjectIsChosen, { chosenSubjects: ['01'] }, 'pass'],
    ['没有选过', someSubjectIsChosen, { chosenSubjects: undefined }, 'unknown block'],
    ['都在考次里', subjectsAreOfSitting, { chosenSubjects: ['01', '09'] }, 'pass'],
    ['有一科不考', subjectsAreOfSitting, { chosenSubjects: ['01', '10'] }, 'fail block'],
    ['不知道考次考什么：照报、带标记', subjectsAreOfSitting, { sittingSubjects: undefined }, 'unknown flag'],
    ['没有合格过', subjectsAreNotPassed, { passedSubjects: [] }, 'pass'],
    ['有一科合格过', subjectsAreNotPassed, { passedSubjects: ['05'] }, 'fail block'],
    ['没有导入过成绩：照报、带标记', subjectsAreNotPassed, { passedSubjects: undefined }, 'unknown flag'],
    ['高一 4 科', subjectsAreNotTooMany, { ...gradeTen, chosenSubjects: four }, 'pass'],
    ['高一 5 科', subjectsAreNotTooMany, { ...gradeTen, chosenSubjects: five }, 'fail block'],
    [
      '高一最后一天 5 科',
      subjectsAreNotTooMany,
      { cohortYear: 2025, sittingOn: '2026-08-31', chosenSubjects: five },
      'fail block',
    ],
    [
      '高二第一天 5 科',
      subjectsAreNotTooMany,
      { cohortYear: 2025, sittingOn: '2026-09-01', chosenSubjects: five },
      'pass',
    ],
    ['高二 5 科', subjectsAreNotTooMany, { ...gradeTen, cohortYear: 2024, chosenSubjects: five }, 'pass'],
    [
      '社会考生 5 科',
      subjectsAreNotTooMany,
      { entryCategory: 'private', cohortYear: null, chosenSubjects: five },
      'pass',
    ],
    [
      '不知道年级 5 科：照报、带标记',
      subjectsAreNotTooMany,
      { cohortYear: null, chosenSubjects: five },
      'unknown flag',
    ],
    ['不知道年级，只报 4 科也不超', subjectsAreNotTooMany, { cohortYear: undefined, chosenSubjects: four }, 'pass'],
    ['没有选过', subjectsAreNotTooMany, { ...gradeTen, chosenSubjects: undefined }, 'unknown flag'],
    ['不知道考试日期', subjectsAreNotTooMany, { sittingOn: undefined, chosenSubjects: five }, 'unknown flag'],
  ] as const)('%s', (_, rule, changes, verdict) => {
    expect(verdictOf(rule, changes as CandidacyFacts)).toBe(verdict);
  });

  it('上限由规定版本定', () => {
    const facts = { ...gradeTen, chosenSubjects: five };
    expect(verdictOf(subjectsAreNotTooMany, facts, editionWith({ mostSubjectsInGradeTen: 5 }))).toBe('pass');
    const six = { ...gradeTen, chosenSubjects: [...five, '06' as const] };
    expect(verdictOf(subjectsAreNotTooMany, six, editionWith({ mostSubjectsInGradeTen: 5 }))).toBe('fail block');
    expect(findingOf(subjectsAreNotTooMany, facts).sentence).toBe('选了 5 科，高一最多报 4 科');
  });

  it('说出是哪几科', () => {
    expect(findingOf(subjectsAreNotPassed, { passedSubjects: ['01', '05', '09'] }).sentence).toBe(
      '语文、历史已经合格，不再开放报名',
    );
    expect(findingOf(subjectsAreOfSitting, { chosenSubjects: ['11'] }).sentence).toBe(
      '2026 年春季考次不考艺术（音乐、美术）',
    );
  });
});

describe('考在哪个学期', () => {
  it.each([
    ['2024-08-31', 0, 9, '上高一之前'],
    ['2024-09-01', 1, 10, '高一第一学期'],
    ['2025-01-09', 1, 10, '高一第一学期'],
    ['2025-02-28', 1, 10, '高一第一学期'],
    ['2025-03-01', 2, 10, '高一第二学期'],
    ['2025-07-06', 2, 10, '高一第二学期'],
    ['2025-08-31', 2, 10, '高一第二学期'],
    ['2025-09-01', 3, 11, '高二第一学期'],
    ['2027-01-05', 5, 12, '高三第一学期'],
    ['2027-07-06', 6, 12, '高三第二学期'],
    ['2027-09-01', 7, 13, '高三毕业以后'],
  ])('2024 年入学，%s', (on, semester, grade, words) => {
    expect([semesterOf(2024, on), gradeOf(semester), semesterInWords(semester)]).toEqual([semester, grade, words]);
  });

  it.each([
    ['高一上：带标记', { sittingOn: '2025-01-09' }, 'fail flag'],
    ['高一下', { sittingOn: '2025-07-06' }, 'pass'],
    ['高三上', { sittingOn: '2027-01-09' }, 'pass'],
    ['高三下：带标记', { sittingOn: '2027-07-06' }, 'fail flag'],
    ['社会考生不看学期', { sittingOn: '2025-01-09', entryCategory: 'private', cohortYear: null }, 'pass'],
    ['不知道入学年份', { cohortYear: null }, 'unknown flag'],
    ['不知道考试日期', { sittingOn: undefined }, 'unknown flag'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(semesterIsUsual, changes)).toBe(verdict);
  });
});

describe('外语的语种', () => {
  it.each([
    ['不选外语就不问', { chosenSubjects: ['01'], entryLanguage: undefined }, 'pass'],
    ['照注册的报', {}, 'pass'],
    ['没有选语种', { entryLanguage: null }, 'fail block'],
    ['不知道语种', { entryLanguage: undefined }, 'unknown block'],
    ['不在可选的里面', { entryLanguage: '8' }, 'fail block'],
    ['与注册的不同：照报、带标记', { entryLanguage: '3' }, 'fail flag'],
    ['注册时没有填', { foreignLanguage: null, entryLanguage: '3' }, 'pass'],
    ['注册的不在可选的里面，照注册的报', { foreignLanguage: '8', entryLanguage: '8' }, 'pass'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(entryLanguageIsPossible, changes)).toBe(verdict);
  });

  it('可选的语种由规定版本定', () => {
    const three = editionWith({ permittedForeignLanguages: ['1', '2', '3'] });
    expect(verdictOf(entryLanguageIsPossible, { entryLanguage: '4' }, three)).toBe('fail block');
    expect(findingOf(entryLanguageIsPossible, { entryLanguage: '4' }, three).sentence).toBe(
      '不能考德语：可选 英语、俄语、日语',
    );
  });
});

describe('科目', () => {
  it('13 科，统考 9 科；代码、名称、常用名都认得', () => {
    expect([examSubjects.length, regionSubjects.length]).toEqual([13, 9]);
    for (const code of examSubjects) {
      expect(examSubjectCodeOf(code)).toBe(code);
      expect(examSubjectCodeOf(examSubjectLabel(code))).toBe(code);
    }
    expect(['政治', '生物', ' 体育 ', '艺术(音乐、美术)', '7'].map(examSubjectCodeOf)).toEqual([
      '04',
      '09',
      '10',
      '11',
      '07',
    ]);
    expect(['', '理综', '14'].map(examSubjectCodeOf)).toEqual([null, null, null]);
  });

  it('考次的科目：这一届的优先，其次各届的，没有给出的按统考 9 科', () => {
    const entries = ['2026-autumn=01,02', '2026-autumn@2025=04,03', '2027-spring=13'];
    expect(subjectsOfSitting(entries, '2026-autumn', 2025)).toEqual(['03', '04']);
    expect(subjectsOfSitting(entries, '2026-autumn', 2026)).toEqual(['01', '02']);
    expect(subjectsOfSitting(entries, '2026-autumn', null)).toEqual(['01', '02']);
    expect(subjectsOfSitting(entries, '2025-autumn', 2025)).toEqual(regionSubjects);
  });

  it.each([['2026-autumn'], ['2026-autumn='], ['2026-autumn=14'], ['2026-autumn@26=01'], ['=01']])(
    '写错的“%s”在设置时就说出来',
    (entry) => {
      expect(editionProblems(editionWith({ subjectsOfSittings: [entry] }))).toHaveLength(1);
      expect(editionProblems(editionWith({ subjectsOfSittings: ['2026-autumn@2025=01,13'] }))).toEqual([]);
    },
  );
});

describe('一（三）来源不一样的成绩', () => {
  it('所选科目里有的，带标记报上去；没有选的不说', () => {
    const resultConflicts = [{ subject: '07', sitting: '2026-spring' }] as const;
    expect(verdictOf(resultsOfSubjectsAgree, { resultConflicts, chosenSubjects: ['07'] })).toBe('fail flag');
    expect(verdictOf(resultsOfSubjectsAgree, { resultConflicts, chosenSubjects: ['08'] })).toBe('pass');
    expect(verdictOf(resultsOfSubjectsAgree, { resultConflicts: undefined })).toBe('unknown flag');
  });
});

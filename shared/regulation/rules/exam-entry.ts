import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import { tableLabel } from '../../domain/code-table.ts';
import { gradeOf, semesterInWords, semesterOf } from '../../domain/school-year.ts';
import { examSubjectLabel, foreignLanguageSubject, subjectNames } from '../../labels/exam-subject.ts';
import { candidacyStatusLabel } from '../../labels/status.ts';
import { fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

/** Completed at the desk or further. A suspended one has a rule and a clause of its own. */
const holdsCandidacy: readonly CandidacyStatus[] = [
  'completed',
  'reviewed',
  'released',
  'received',
  'inEffect',
  'suspended',
];

// 1.3.5: who holds a candidacy enters; registration and entry have shared one window, so entry opens with the desk's work
export const candidacyIsCompleted = rule({
  id: 'exam-entry.candidacy-completed',
  title: '考籍登记已完成',
  clauses: ['1.3.5'],
  from,
  reads: ['status', 'entryCategory', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (holdsCandidacy.includes(f.status)) return pass();
    const state = candidacyStatusLabel(f.status, f.entryCategory === 'private');
    if (f.status === 'closed')
      return fail(`${personName(f.fullName)}的考籍已结束，不再选课报名`, '看记录的经过；不是这样的，由管理员核对');
    return fail(`${personName(f.fullName)}还没有取得考籍，现在是“${state}”`, '先在登记台完成登记，再选课报名');
  },
});

// 5: while a candidacy is suspended nothing is entered
export const candidacyIsNotSuspended = rule({
  id: 'exam-entry.not-suspended',
  title: '考籍没有休籍',
  clauses: ['5'],
  from,
  reads: ['status', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.status === 'suspended'
      ? fail(`${personName(f.fullName)}正在休籍，不能选课报名`, '复学后由学校办复籍，自治区同意后再报')
      : pass(),
});

// 1.3.5: an entry names subjects
export const someSubjectIsChosen = rule({
  id: 'exam-entry.some-subject',
  title: '至少选一科',
  clauses: ['1.3.5'],
  from,
  reads: ['chosenSubjects'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) => (f.chosenSubjects.length > 0 ? pass() : fail('一科也没有选', '让学生选出要考的科目；不考的，不用报名')),
});

// 1.3.5: only what the sitting examines
export const subjectsAreOfSitting = rule({
  id: 'exam-entry.subjects-of-sitting',
  title: '所选科目在这个考次开考',
  clauses: ['1.3.5'],
  from,
  reads: ['chosenSubjects', 'sittingSubjects', 'sittingLabel'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    const absent = f.chosenSubjects.filter((code) => !f.sittingSubjects.includes(code));
    if (absent.length === 0) return pass();
    return fail(`${f.sittingLabel}不考${subjectNames(absent)}`, '去掉这一科；盟市组织的科目按盟市的通知报');
  },
});

// 1.3.5: a subject once passed is not entered again
export const subjectsAreNotPassed = rule({
  id: 'exam-entry.not-passed',
  title: '所选科目还没有合格',
  clauses: ['1.3.5'],
  from,
  reads: ['chosenSubjects', 'passedSubjects'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    const passed = f.chosenSubjects.filter((code) => f.passedSubjects.includes(code));
    if (passed.length === 0) return pass();
    return fail(`${subjectNames(passed)}已经合格，不再开放报名`, '去掉这一科；成绩不对的，由管理员核对导入的成绩');
  },
});

// 1.3.5: whether a subject has been passed must be one thing; sources that contradict each other are the region's to settle
export const resultsOfSubjectsAgree = rule({
  id: 'exam-entry.results-agree',
  title: '所选科目各来源的成绩一致',
  clauses: ['1.3.5'],
  from,
  reads: ['chosenSubjects', 'resultConflicts'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const open = f.chosenSubjects.filter((code) => f.resultConflicts.some(({ subject }) => subject === code));
    if (open.length === 0) return pass();
    return fail(
      `${subjectNames(open)}在成绩文件和自治区下发的成绩里不一样`,
      '照常报名，由自治区核定；管理员向自治区核对，重新取回或导入成绩',
    );
  },
});

// 1.3.5: grade 10 takes few subjects; later grades have no limit of their own
export const subjectsAreNotTooMany = rule({
  id: 'exam-entry.most-subjects',
  title: '科目数不超过本年级的上限',
  clauses: ['1.3.5'],
  from,
  reads: ['entryCategory', 'cohortYear', 'chosenSubjects', 'sittingOn'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    const most = read('mostSubjectsInGradeTen');
    if (f.entryCategory === 'private' || f.chosenSubjects.length <= most) return pass();
    if (f.cohortYear === null)
      return unknown(
        `选了 ${f.chosenSubjects.length} 科，不知道是不是高一（高一最多 ${most} 科）`,
        '照常报名；向学校问清入学年份，由自治区核定',
      );
    if (gradeOf(semesterOf(f.cohortYear, f.sittingOn)) > 10) return pass();
    return fail(`选了 ${f.chosenSubjects.length} 科，高一最多报 ${most} 科`, '让学生去掉几科，留到高二再考');
  },
});

// 1.3.5: when a cohort usually sits; who may enter is the region's calendar, so this only marks
export const semesterIsUsual = rule({
  id: 'exam-entry.usual-semester',
  title: '这个学期可以考',
  clauses: ['1.3.5'],
  from,
  reads: ['entryCategory', 'cohortYear', 'sittingOn'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    if (f.entryCategory === 'private') return pass();
    if (f.cohortYear === null) return unknown('不知道哪一年上的高一', '照常报名；向学校问清入学年份，由自治区核定');
    const semester = semesterOf(f.cohortYear, f.sittingOn);
    const first = read('firstSittingSemester');
    const last = read('lastSittingSemester');
    const next = '照常报名，由自治区核定';
    if (semester < first)
      return fail(`考试在${semesterInWords(semester)}，首次考试一般不早于${semesterInWords(first)}`, next);
    if (semester > last)
      return fail(`考试在${semesterInWords(semester)}，各科一般在${semesterInWords(last)}考完`, next);
    return pass();
  },
});

// 1.3.5, 1.2.1: the 外语 paper needs a language, as registered or another that is permitted
export const entryLanguageIsPossible = rule({
  id: 'exam-entry.language',
  title: '外语的语种说得清',
  clauses: ['1.3.5', '1.2.1'],
  from,
  field: 'foreignLanguage',
  reads: ['chosenSubjects', 'entryLanguage', 'foreignLanguage', 'codeTables'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f, read) {
    if (!f.chosenSubjects.includes(foreignLanguageSubject)) return pass();
    const paper = examSubjectLabel(foreignLanguageSubject);
    if (f.entryLanguage === null) return fail(`选了${paper}，还没有选语种`, '问本人考哪个语种，选上');
    if (f.entryLanguage === f.foreignLanguage) return pass();
    const label = (code: string) => tableLabel(f.codeTables.foreignLanguage, code);
    const chosen = label(f.entryLanguage);
    const permitted = read('permittedForeignLanguages');
    if (!permitted.includes(f.entryLanguage))
      return fail(`不能考${chosen}：可选 ${permitted.map(label).join('、')}`, '换成可选的语种');
    if (f.foreignLanguage === null) return pass();
    return fail(
      `报的是${chosen}，注册的外语语种是${label(f.foreignLanguage)}`,
      '再问一次本人；确实要换的照常报名，由自治区核定',
      'flag',
    );
  },
});

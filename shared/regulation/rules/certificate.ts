import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import { subjectNames } from '../../labels/exam-subject.ts';
import { candidacyStatusLabel } from '../../labels/status.ts';
import { fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

/** Registered with the region, or over: results can have come. */
const hasBeenRegistered: readonly CandidacyStatus[] = ['released', 'received', 'inEffect', 'suspended', 'closed'];

// 3.2: results of the qualifying exam hang on a candidacy
export const certificateIsOfCandidacy = rule({
  id: 'certificate.of-candidacy',
  title: '有考籍',
  clauses: ['3.2'],
  from,
  reads: ['status', 'entryCategory', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (hasBeenRegistered.includes(f.status)) return pass();
    const state = candidacyStatusLabel(f.status, f.entryCategory === 'private');
    return fail(
      `${personName(f.fullName)}的考籍现在是“${state}”，没有成绩可证明`,
      '考籍在别的记录名下的，在那一份上办',
    );
  },
});

// 3.2: for pupils who leave the region. The list can say that somebody is still here; that somebody has gone, the list
// and the proof say together: a list without a name may only be old
export const enrolmentHasLeft = rule({
  id: 'certificate.enrolment-has-left',
  title: '学籍已转出自治区',
  clauses: ['3.2'],
  from,
  field: 'enrolmentNo',
  reads: ['entryCategory', 'enrolmentListImported', 'enrolmentRecord', 'evidenceGiven', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'hold',
  test(f) {
    const person = personName(f.fullName);
    const hasProof = f.evidenceGiven.includes('leavingProof');
    if (f.entryCategory === 'private')
      return fail(`${person}是社会考生，没有学籍可转出`, '由本人登录综合服务平台打印成绩证明');
    if (f.enrolmentListImported && f.enrolmentRecord !== null)
      return fail(
        `学籍名单上${person}还在${f.enrolmentRecord.schoolName}`,
        hasProof ? '名单比转出证明旧的，由管理员导入新的名单再办' : '学籍转出以后再出具；已经转出的，导入新的名单',
      );
    if (!hasProof)
      return unknown(
        f.enrolmentListImported
          ? `学籍名单里没有${person}，没有转出证明，不知道转到哪里`
          : '还没有导入学籍名单，也没有转出证明',
        '拍下或附上学籍转出证明；也可由管理员导入学籍名单',
      );
    if (f.enrolmentListImported) return pass();
    return unknown('还没有导入学籍名单，只有转出证明', '凭转出证明办理，附件留存；有名单时由管理员导入', 'flag');
  },
});

// 3.2: nothing is certified without results
export const thereAreResultsToCertify = rule({
  id: 'certificate.has-results',
  title: '有合格性考试成绩',
  clauses: ['3.2'],
  from,
  reads: ['subjectsWithResults', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'hold',
  test: (f) =>
    f.subjectsWithResults.length > 0
      ? pass()
      : fail(
          `${personName(f.fullName)}没有合格性考试成绩`,
          '考过的，由管理员导入或取回那一次的成绩；没有考过的不用证明',
        ),
});

// 3.2: what is certified must be one thing: sources that contradict each other are settled with the region first
export const resultsAgree = rule({
  id: 'certificate.results-agree',
  title: '各来源的成绩一致',
  clauses: ['3.2'],
  from,
  reads: ['resultConflicts'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'hold',
  test(f) {
    if (f.resultConflicts.length === 0) return pass();
    const subjects = subjectNames([...new Set(f.resultConflicts.map(({ subject }) => subject))]);
    return fail(
      `${subjects}在成绩文件和自治区下发的成绩里不一样`,
      '向自治区核对；核对后由自治区重新下发，或重新导入成绩文件',
    );
  },
});

// 3.2: one certificate at a time, so that a withdrawn one can be told from one that stands
export const noCertificateStands = rule({
  id: 'certificate.none-stands',
  title: '没有还有效的成绩证明',
  clauses: ['3.2'],
  from,
  reads: ['standingCertificate'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.standingCertificate === null
      ? pass()
      : fail(`已经出具过编号 ${f.standingCertificate.number} 的成绩证明`, '丢了的补打那一份；内容变了的先撤销再出具'),
});

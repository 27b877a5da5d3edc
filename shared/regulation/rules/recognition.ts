import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import { type ForeignLine, noCounterpart } from '../../domain/foreign-result.ts';
import type { StepKind } from '../../domain/procedure-step.ts';
import { stepLabel } from '../../labels/application.ts';
import { type ExamSubject, examSubjectLabel, subjectNames } from '../../labels/exam-subject.ts';
import { provinces } from '../../labels/province.ts';
import { candidacyStatusLabel } from '../../labels/status.ts';
import { fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

const ownProvince = '15';
const named = (lines: readonly ForeignLine[]) => lines.map((line) => line.name).join('、');
const qualifying = (lines: readonly ForeignLine[]) => lines.filter((line) => line.examType === 'qualifying');

/** States of a record that is alive and not with the region; a private candidate's state never counts here. */
const living: readonly CandidacyStatus[] = [
  'preRegistered',
  'returned',
  'awaitingCapture',
  'completed',
  'reviewed',
  'released',
  'received',
  'inEffect',
  'suspended',
];

// 4.1: for pupils of another province who have come to a school of this region
export const recognitionIsForJoiningPupil = rule({
  id: 'recognition.joining-pupil',
  title: '转入本区学校的在校生',
  clauses: ['4.1'],
  from,
  reads: ['entryCategory', 'status', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const person = personName(f.fullName);
    if (f.entryCategory === 'private')
      return fail(`${person}是社会考生，没有转入的学籍`, '学籍转入学校以后，以在校生当面录入，再申请');
    if (living.includes(f.status)) return pass();
    const state = candidacyStatusLabel(f.status, false);
    return fail(`${person}的记录现在是“${state}”，不能转入成绩`, '在现用的那一份记录上申请');
  },
});

// 4.1: the enrolment must have moved in already; only a list imported on its own can tell
export const enrolmentHasMovedIn = rule({
  id: 'recognition.enrolment-moved-in',
  title: '学籍已转入',
  clauses: ['4.1'],
  from,
  field: 'enrolmentNo',
  reads: ['enrolmentListImported', 'enrolmentRecord', 'fullName', 'schoolCode', 'schoolName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    const person = personName(f.fullName);
    if (!f.enrolmentListImported)
      return unknown(
        '还没有导入学籍名单，不知道学籍转入没有',
        '看接收学校证明办理，由自治区核定；有名单时由管理员导入',
      );
    if (f.enrolmentRecord === null)
      return unknown(`学籍名单里还没有${person}，可能名单比较旧`, '向转入学校核实学籍；照常办理，由自治区核定');
    if (f.enrolmentRecord.schoolCode === f.schoolCode) return pass();
    return fail(
      `${person}的学籍在${f.enrolmentRecord.schoolName}，不在${f.schoolName ?? '转入的学校'}`,
      '学籍转入后再申请；转入的是别的学校，先把记录改到那所学校',
    );
  },
});

// 4.1: another province's results; those of this region need no recognition
export const resultsAreOfAnotherProvince = rule({
  id: 'recognition.other-province',
  title: '成绩来自外省',
  clauses: ['4.1'],
  from,
  reads: ['foreignCertificate'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test({ foreignCertificate: { province } }) {
    if (province === ownProvince)
      return fail('成绩证明是本自治区的，用不着转入', '区内转学办转籍；本区的成绩由成绩文件带来');
    if (provinces.some(([code]) => code === province)) return pass();
    return fail('没有选成绩证明是哪个省的', '看成绩证明，选出具的省、自治区、直辖市');
  },
});

// 4.2a: issued by the authority that runs the exam there
export const certificateHasIssuer = rule({
  id: 'recognition.issuer',
  title: '写明出具成绩证明的机构',
  clauses: ['4.2a'],
  from,
  reads: ['foreignCertificate'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: ({ foreignCertificate: { issuer } }) =>
    issuer.trim().length >= 2 ? pass() : fail('没有写哪个机构出具的成绩证明', '照成绩证明上的落款写；学校自己开的不算'),
});

// 4.1: graded results are never taken over, whatever they say
export const onlyQualifyingResults = rule({
  id: 'recognition.qualifying-only',
  title: '只有合格性考试成绩',
  clauses: ['4.1'],
  from,
  reads: ['foreignLines'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const graded = f.foreignLines.filter((line) => line.examType === 'graded');
    if (graded.length === 0) return pass();
    return fail(`${named(graded)}是选择性考试成绩，不予转入`, '去掉这几行；同一科也有合格性成绩的，另写一行');
  },
});

const levels = ['countyApprove', 'leagueApprove', 'regionDecide'] as const satisfies readonly StepKind[];

// 4.2b: three levels one after the other; an edition may add steps, never skip one of these
export const threeLevelsDecide = rule({
  id: 'recognition.three-levels',
  title: '旗县、盟市、自治区逐级',
  clauses: ['4.2b'],
  from,
  reads: ['chain'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const places = levels.map((level) => f.chain.indexOf(level));
    if (places.every((place, at) => place > (places[at - 1] ?? 0))) return pass();
    const lacking = levels.filter((level) => !f.chain.includes(level)).map(stepLabel);
    return fail(
      lacking.length > 0 ? `这一件的步骤里没有${lacking.join('、')}` : '这一件的步骤没有按旗县、盟市、自治区的次序',
      '报自治区核对规定版本；改好的版本送到后，另开一件',
    );
  },
});

// 4.2c: there must be something to take over
export const someForeignResult = rule({
  id: 'recognition.some-result',
  title: '至少一科成绩',
  clauses: ['4.2c'],
  from,
  reads: ['foreignLines'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    qualifying(f.foreignLines).some((line) => line.subject !== noCounterpart)
      ? pass()
      : fail('没有能转入的合格性考试成绩', '照成绩证明逐科录入；确实没有的，不用申请转入'),
});

// 4.2c: which subject of this exam a foreign one is, a person says; the same subject twice is a question, too
export const foreignSubjectsAreMapped = rule({
  id: 'recognition.subjects-mapped',
  title: '外省科目逐科对上本区科目',
  clauses: ['4.2c'],
  from,
  reads: ['foreignLines'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const open = f.foreignLines.filter((line) => line.subject === null);
    if (open.length > 0)
      return fail(`没有说${named(open)}是本区的哪一科`, '逐科选定；本区没有的选“本区没有这一科”，不要猜');
    const subjects = qualifying(f.foreignLines).flatMap(({ subject }) =>
      subject === null || subject === noCounterpart ? [] : [subject],
    );
    const twice = [...new Set(subjects)].filter((one: ExamSubject) => subjects.filter((s) => s === one).length > 1);
    if (twice.length === 0) return pass();
    return fail(`有几行都对到了${subjectNames(twice)}`, '看成绩证明：对错了的改，同一科考过几次的只留最后认定的一行');
  },
});

// the word for a pass stands in most words for a fail, too: 不通过, 没有达到合格
const saysFail = /(?:不|未|没|非)\p{Script=Han}{0,3}(?:合格|及格|通过)|缺考/u;
const saysPass = /合格|及格|通过/u;

// 4.2c: pass or fail as certified there, not as somebody here sees it
export const outcomesAreAsCertified = rule({
  id: 'recognition.as-certified',
  title: '合格与否照成绩证明',
  clauses: ['4.2c'],
  from,
  reads: ['foreignLines'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const empty = f.foreignLines.filter((line) => line.asCertified.trim() === '');
    if (empty.length > 0) return fail(`没有照抄${named(empty)}在成绩证明上的结果`, '照成绩证明上的字填，例如合格、A');
    const wrong = f.foreignLines.find(({ asCertified, outcome }) =>
      saysFail.test(asCertified) ? outcome === 'pass' : saysPass.test(asCertified) && outcome === 'fail',
    );
    if (wrong === undefined) return pass();
    const taken = wrong.outcome === 'pass' ? '合格' : '不合格';
    return fail(
      `${wrong.name}的成绩证明写的是“${wrong.asCertified}”，录成了${taken}`,
      '照成绩证明改；外省怎样认定就怎样计入',
    );
  },
});

// 4.2d: the joining school registers, nobody in its place
export const joiningSchoolRegisters = rule({
  id: 'recognition.joining-school-registers',
  title: '由转入学校补注册',
  clauses: ['4.2d'],
  from,
  reads: ['actorSchoolId', 'pupilSchoolId', 'schoolName', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.actorSchoolId !== null && f.actorSchoolId === f.pupilSchoolId
      ? pass()
      : fail(
          `${personName(f.fullName)}由${f.schoolName ?? '转入学校'}补注册，登录的不是这所学校的账户`,
          `由${f.schoolName ?? '转入学校'}的管理员登录后办`,
        ),
});

// 4.2d: first the region's certification, then the school's registration, then the desk
export const registrationFollowsCertification = rule({
  id: 'recognition.registered-after',
  title: '外省转入的先认证、再补注册',
  clauses: ['4.2d'],
  from,
  reads: ['recognition', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    // refused by the region: nothing is taken over, and the pupil registers like anybody else
    if (f.recognition === null || f.recognition.certified === false || f.recognition.registered) return pass();
    const person = personName(f.fullName);
    if (f.recognition.certified === null)
      return fail(`${person}的成绩转入还在办，自治区没有认证`, '等认证送到；认证后由转入学校补注册，再来采集');
    return fail(`${person}的成绩已认证，转入学校还没有补注册`, '告诉转入学校在待办里补注册；补好后再来采集');
  },
});

// 4.2b, 4.2c: what the region certified counts; nobody here takes it back by the application it came from,
// unless the record is over and nobody can register it
export const certificationStands = rule({
  id: 'recognition.certified-stands',
  title: '自治区认证以后只有补注册',
  clauses: ['4.2c', '4.2d'],
  from,
  reads: ['recognition', 'status', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.recognition?.certified === true && !f.recognition.registered && living.includes(f.status)
      ? fail(
          `${personName(f.fullName)}的成绩自治区已认证、已计入，这一件只等补注册`,
          '照认证补注册；认证有错的，由旗县报自治区，等自治区收回认证的决定',
        )
      : pass(),
});

// 4.2d: a subject that counts as passed elsewhere is not among the remaining ones
export const subjectsAreNotRecognised = rule({
  id: 'exam-entry.not-recognised',
  title: '所选科目没有转入合格成绩',
  clauses: ['4.2c', '4.2d'],
  from,
  reads: ['chosenSubjects', 'recognisedSubjects'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const taken = f.chosenSubjects.filter((code) => f.recognisedSubjects.includes(code));
    if (taken.length === 0) return pass();
    return fail(
      `${taken.map(examSubjectLabel).join('、')}的外省成绩已按合格计入，不再开放报名`,
      '去掉这一科；只报其余科目',
    );
  },
});

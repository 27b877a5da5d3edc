import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import { candidacyStatusLabel } from '../../labels/status.ts';
import { type Answer, fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import type { JoiningSchool } from '../transfer-facts.ts';
import { personName } from './wording.ts';

const inEffect: readonly CandidacyStatus[] = ['inEffect', 'suspended'];
const over: readonly CandidacyStatus[] = ['closed', 'joined', 'withdrawn', 'void'];

const noSchool = (): Answer => fail('没有写转到哪所学校', '在学校清单里选转入学校');

// 3.1a: between schools of the region, which are those of its own list: the shape of their codes is not published; who leaves
// the region or comes from outside has another way
export const transferIsInsideRegion = rule({
  id: 'transfer.inside-region',
  title: '区内学校互转',
  clauses: ['3.1a'],
  from,
  field: 'schoolName',
  reads: ['joiningSchool'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'hold',
  test({ joiningSchool: school }) {
    if (school === null) return noSchool();
    if (school.code === null)
      return fail(
        `${school.name}不是本自治区的学校，不能转籍`,
        '转到区外的，由旗县出具合格性考试成绩证明，见三（二）；从区外转来的，办成绩转入认证，见四',
      );
    if (school.id !== null) return pass();
    return unknown(`${school.name}（${school.code}）不在学校清单里`, '核对学校代码；新设的学校先由自治区列入清单');
  },
});

// 3.1a: into another school
export const transferGoesElsewhere = rule({
  id: 'transfer.another-school',
  title: '转到另一所学校',
  clauses: ['3.1a'],
  from,
  field: 'schoolName',
  reads: ['joiningSchool', 'pupilSchoolId'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.joiningSchool === null || f.joiningSchool.id === null || f.joiningSchool.id !== f.pupilSchoolId)
      return pass();
    return fail(`考籍已经在${f.joiningSchool.name}`, '选要转去的学校；只换班级的由学校办换班');
  },
});

// 3.1b: a transfer follows the enrolment; who has none has no school to leave
export const transferIsOfEnrolled = rule({
  id: 'transfer.enrolled',
  title: '在校考生才有转籍',
  clauses: ['3.1b'],
  from,
  reads: ['entryCategory', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.entryCategory === 'private'
      ? fail(`${personName(f.fullName)}是社会考生，没有学籍学校，不办转籍`, '户籍迁走的，向户籍地旗县问清怎么办')
      : pass(),
});

// 2.3b, 3.1c: a registration in effect is transferred; before, the school is a matter of the registration itself
export const transferIsInEffect = rule({
  id: 'transfer.in-effect',
  title: '注册已生效',
  clauses: ['3.1c'],
  from,
  reads: ['status', 'entryCategory'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (inEffect.includes(f.status)) return pass();
    const state = candidacyStatusLabel(f.status, f.entryCategory === 'private');
    if (over.includes(f.status))
      return fail(`这份考籍现在是“${state}”，不再转籍`, '按姓名或号码查找，在现用的那一份上办');
    return fail(`这份考籍现在是“${state}”，还没有生效，不用转籍`, '生效前换了学校的，由转入学校重新组织注册');
  },
});

// 3.1b: the enrolment has moved already. Only the region's own list can tell; without it the proof stands alone
export const enrolmentHasMoved = rule({
  id: 'transfer.enrolment-moved',
  title: '学籍已转到转入学校',
  clauses: ['3.1b'],
  from,
  field: 'enrolmentNo',
  reads: ['enrolmentListImported', 'enrolmentRecord', 'joiningSchool', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    const next = '以转学证明为准，照常办理，由自治区核定';
    if (!f.enrolmentListImported) return unknown('还没有导入学籍名单，不知道学籍转出没有', next);
    if (f.enrolmentRecord === null) return unknown(`学籍名单里没有${personName(f.fullName)}，不知道学籍转出没有`, next);
    if (f.joiningSchool === null || f.joiningSchool.code === f.enrolmentRecord.schoolCode) return pass();
    return fail(
      `学籍名单上${personName(f.fullName)}的学籍在${f.enrolmentRecord.schoolName}，还没有转到${f.joiningSchool.name}`,
      '先在学籍系统办好转学；名单比转学证明旧的，导入新的学籍名单再办',
    );
  },
});

const schoolElsewhere = ({ name, areaName }: JoiningSchool): string =>
  areaName === null ? name : `${name}（${areaName}）`;

// 3.1c: each school for itself; the releasing one is the candidate's own. A decision that it has brought on paper is recorded
// by the county, which holds the paper
export const releasingSchoolDecides = rule({
  id: 'transfer.releasing-school-decides',
  title: '转出学校自己决定',
  clauses: ['3.1c', '2.1'],
  from,
  reads: ['actorRole', 'actorSchoolId', 'pupilSchoolId', 'schoolName', 'evidenceGiven'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.actorRole === 'schoolAdministrator' && f.pupilSchoolId !== null && f.actorSchoolId === f.pupilSchoolId)
      return pass();
    if (f.actorRole !== 'schoolAdministrator' && f.evidenceGiven.includes('releasingConsent')) return pass();
    const school = f.schoolName ?? '考生现在的学校';
    return fail(
      `转出要由${school}决定`,
      `由${school}的账户办理，或等自治区的通知带来它的决定；它只有书面同意的，退回补正，附上它盖章的同意证明，由旗县记下`,
    );
  },
});

// 3.1c: a school here decides under its own account; for one of another county the county here records the consent it gave
export const joiningSchoolDecides = rule({
  id: 'transfer.joining-school-decides',
  title: '转入学校自己决定',
  clauses: ['3.1c', '2.1'],
  from,
  reads: ['actorRole', 'actorSchoolId', 'joiningSchool'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const school = f.joiningSchool;
    if (school === null) return noSchool();
    if (school.isHere) {
      if (f.actorRole === 'schoolAdministrator' && f.actorSchoolId === school.id) return pass();
      return fail(`转入要由${school.name}决定`, `由${school.name}的账户办理`);
    }
    if (f.actorRole !== 'schoolAdministrator') return pass();
    return fail(`${schoolElsewhere(school)}不在本考区，它的决定由旗县记下`, '由审核员或管理员凭它的同意证明办理');
  },
});

// 3.1c: what the county records of a school elsewhere rests on that school's own paper
export const consentOfSchoolElsewhere = rule({
  id: 'transfer.consent-given',
  title: '别的考区的转入学校有同意证明',
  clauses: ['3.1c'],
  from,
  reads: ['joiningSchool', 'evidenceGiven'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const school = f.joiningSchool;
    if (school === null || school.isHere || f.evidenceGiven.includes('joiningConsent')) return pass();
    return fail(
      `${schoolElsewhere(school)}不在本考区，还没有它的同意证明`,
      '退回补正，附上它盖章的同意证明；或等自治区的通知带来它的决定',
    );
  },
});

// 3.1c: told when it is filed, so that nobody waits for a decision that no account here can give
export const consentComesFromElsewhere = rule({
  id: 'transfer.consent-from-elsewhere',
  title: '转入学校的同意从哪里来',
  clauses: ['3.1c'],
  from,
  reads: ['joiningSchool', 'evidenceGiven'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const school = f.joiningSchool;
    if (school === null || school.isHere || f.evidenceGiven.includes('joiningConsent')) return pass();
    return fail(
      `${schoolElsewhere(school)}不在本考区，它的同意要由自治区的通知带来，或凭盖章的同意证明由旗县记下`,
      '手里有同意证明的现在附上；没有的照常提交，等通知',
    );
  },
});

// the house: the joining school says which class, so that no pupil arrives without one
export const joiningClassIsNamed = rule({
  id: 'transfer.class-named',
  title: '转入学校定好班级',
  clauses: ['3.1c'],
  house: true,
  from,
  field: 'classCode',
  reads: ['joiningSchool', 'targetClass'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.joiningSchool === null || !f.joiningSchool.isHere) return pass();
    if (f.targetClass === null) return fail(`没有定编入${f.joiningSchool.name}的哪个班`, '选好班级再同意');
    if (f.targetClass.schoolId !== f.joiningSchool.id)
      return fail(`${f.targetClass.name}不是${f.joiningSchool.name}的班`, '在本校的班级里选');
    return f.targetClass.isOpen ? pass() : fail(`${f.targetClass.name}已经关了`, '选开着的班');
  },
});

// 3.1c and 5 are silent on a transfer during a leave: the edition says whether it goes on
export const transferOfSuspended = rule({
  id: 'transfer.while-suspended',
  title: '休籍期间转籍',
  clauses: ['3.1c', '5'],
  from,
  reads: ['status', 'fullName'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    if (f.status !== 'suspended') return pass();
    const sentence = `${personName(f.fullName)}正在休籍`;
    if (read('transferWhileSuspended') === 'block') return fail(sentence, '复籍以后再申请转籍', 'block');
    return fail(sentence, '照常转籍，转籍后仍是休籍；复学后由转入学校办复籍', 'flag');
  },
});

// 1.3.5: an entry is the candidate's, so it goes along
export const entriesGoAlong = rule({
  id: 'transfer.entries-go-along',
  title: '已报的考试随考生走',
  clauses: ['1.3.5', '3.1c'],
  from,
  reads: ['comingEntries', 'joiningSchool'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.comingEntries.length === 0 || f.joiningSchool === null) return pass();
    const what = `已报 ${f.comingEntries.join('、')}，转籍不动报名`;
    return f.joiningSchool.isHere
      ? fail(what, '照常办理；报名随考生到转入学校')
      : fail(what, '照常办理；考点由转入学校那边告诉考生');
  },
});

// 3.1c: what else is under way has its own end, told when the transfer is filed
export const otherApplicationsAreTold = rule({
  id: 'transfer.others-under-way',
  title: '别的业务件有着落',
  clauses: ['3.1c'],
  from,
  reads: ['otherApplications', 'joiningSchool'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.otherApplications.length === 0 || f.joiningSchool === null) return pass();
    const what = `还有${f.otherApplications.join('、')}在办`;
    return f.joiningSchool.isHere
      ? fail(what, '照常办理；转籍后还没有办结的，学校那一步由转入学校接着办')
      : fail(what, '要办成的先办完；转籍后还没有办结的自动撤回，到转入的地方重新申请');
  },
});

// 3.1c: it is the pupil's or parent's application; the other school agrees or does not, and does not take it back
export const withdrawnWhereItWasFiled = rule({
  id: 'transfer.withdrawn-where-filed',
  title: '在申请的地方撤回',
  clauses: ['3.1c'],
  from,
  reads: ['actorSchoolId', 'filedAt'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if ((f.filedAt?.schoolId ?? null) === f.actorSchoolId) return pass();
    const place = f.filedAt?.name ?? '旗县招生考试机构';
    return fail(
      `这件转籍是在${place}申请的，不由这里撤回`,
      `由本人或家长到${place}撤回；学校不同意的，退回补正或不予同意`,
    );
  },
});

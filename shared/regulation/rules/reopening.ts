import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import { candidacyStatusLabel } from '../../labels/status.ts';
import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

const bound: readonly CandidacyStatus[] = ['inEffect', 'suspended', 'closed'];
const outOfTheHouse: readonly CandidacyStatus[] = ['released', 'received', 'refusedByRegion', 'setAside'];
const stillInReview: readonly CandidacyStatus[] = ['completed', 'reviewed'];

// 2.2, 2.3a: from *in effect* on nothing is reopened; what may change has its own application
export const reopeningIsBeforeEffect = rule({
  id: 'reopening.before-effect',
  title: '注册还没有生效',
  clauses: ['2.2', '2.3a'],
  from,
  reads: ['status'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    bound.includes(f.status)
      ? fail(
          `这份考籍现在是“${candidacyStatusLabel(f.status)}”，注册生效后不能重新打开`,
          '改姓名、证件号、民族走信息变更；简历、家庭成员冻结到毕业',
        )
      : pass(),
});

// the house: what has not left the desk is sent back without an application
export const reopeningIsOfReleased = rule({
  id: 'reopening.has-left',
  title: '记录已经放行',
  clauses: [],
  house: true,
  from,
  reads: ['status', 'entryCategory'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (outOfTheHouse.includes(f.status) || bound.includes(f.status)) return pass();
    const sentence = `这份考籍现在是“${candidacyStatusLabel(f.status, f.entryCategory === 'private')}”，不用重新打开`;
    if (stillInReview.includes(f.status)) return fail(sentence, '由审核员在审核里退回登记台');
    return fail(sentence, '看记录的经过，按现在的状态办');
  },
});

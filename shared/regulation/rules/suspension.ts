import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import { candidacyStatusLabel } from '../../labels/status.ts';
import { isRealDate } from '../../lib/plain-date.ts';
import { type Answer, fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 5: leave is taken from a school; a private candidate has none
export const leaveIsOfEnrolled = rule({
  id: 'suspension.enrolled',
  title: '在校考生才有休籍',
  clauses: ['5'],
  from,
  reads: ['entryCategory', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.entryCategory === 'private'
      ? fail(`${personName(f.fullName)}是社会考生，没有学籍，不办休籍和复籍`, '不考的，不用报名')
      : pass(),
});

function stateAgainst(status: CandidacyStatus, word: string): Answer {
  return fail(`这份考籍现在是“${candidacyStatusLabel(status)}”，不能${word}`, '看记录的经过，按现在的状态办');
}

// 5: what is in effect is suspended; before there is nothing to suspend
export const suspensionIsInEffect = rule({
  id: 'suspension.in-effect',
  title: '注册已生效，没有休籍',
  clauses: ['5'],
  from,
  reads: ['status'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.status === 'inEffect') return pass();
    if (f.status === 'suspended') return fail('已经休籍', '复学的，办复籍');
    return stateAgainst(f.status, '休籍');
  },
});

// 5: only who is on leave comes back
export const reinstatementIsOfSuspended = rule({
  id: 'reinstatement.is-suspended',
  title: '正在休籍',
  clauses: ['5'],
  from,
  reads: ['status'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.status === 'suspended') return pass();
    if (f.status === 'inEffect') return fail('没有休籍，不用复籍', '考籍照常有效，直接选课报名');
    return stateAgainst(f.status, '复籍');
  },
});

// 5: the dates are those of the proof; an end before the beginning is a slip of the pen
export const leaveDatesArePossible = rule({
  id: 'suspension.dates-possible',
  title: '休学、复学的日期说得通',
  clauses: ['5'],
  from,
  reads: ['leave'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.leave === null) return fail('没有写日期', '照证明写上日期');
    const { from: first, until } = f.leave;
    const wrong = [first, until].find((day) => day !== null && !isRealDate(day));
    if (wrong !== undefined && wrong !== null) return fail(`没有 ${wrong} 这一天`, '照证明改正日期');
    if (until === null || until > first) return pass();
    return fail(`休学从 ${first} 到 ${until}，止在起的前面`, '照休学证明改正日期');
  },
});

// 5: while suspended nothing is entered, so an entry that stands already ends with the leave
export const entriesEndWithLeave = rule({
  id: 'suspension.entries-end',
  title: '休籍后不参加已报的考试',
  clauses: ['5', '1.3.5'],
  from,
  reads: ['comingEntries'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.comingEntries.length === 0
      ? pass()
      : fail(
          `已报 ${f.comingEntries.join('、')}，休籍办结时报名自动撤回`,
          '告诉申请的人；复籍后在报名时间内重新选课报名',
        ),
});

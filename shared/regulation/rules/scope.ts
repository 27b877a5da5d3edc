import { fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 6.1: from the grade-10 entrants of autumn 2022 on. Who has no known grade-10 year (private, vocational, returning) is
// not refused: the region decides.
export const cohortIsInScope = rule({
  id: 'scope.cohort',
  title: '入学年份在适用范围内',
  clauses: ['6.1'],
  from,
  field: 'cohortYear',
  reads: ['fullName', 'cohortYear'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    const first = read('firstCohortYear');
    if (f.cohortYear === null)
      return unknown(`不知道${personName(f.fullName)}哪一年上的高一`, '照常办理，由自治区核定');
    if (f.cohortYear >= first) return pass();
    return fail(
      `${personName(f.fullName)}是 ${f.cohortYear} 年秋季入学，本办法从 ${first} 年秋季入学的开始`,
      '向盟市考试机构问清原来的办法',
    );
  },
});

// a cohort that has not begun is a slip of the pen
export const cohortHasBegun = rule({
  id: 'scope.cohort-has-begun',
  title: '入学年份不晚于今年',
  clauses: ['6.1'],
  from,
  field: 'cohortYear',
  reads: ['cohortYear', 'today'],
  consequenceOfFail: 'warn',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.cohortYear === null || f.cohortYear <= Number(f.today.slice(0, 4))) return pass();
    return fail(`入学年份 ${f.cohortYear} 比今天（${f.today}）还晚`, '向学校核对入学年份和电脑日期');
  },
});

import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

// 1.2.2, 1.3.1: a class has a code; what the codes look like is the school's own matter
export const classCodeIsPossible = rule({
  id: 'school-class.code',
  title: '班级代码写得出来',
  clauses: ['1.2.2', '1.3.1'],
  from,
  field: 'classCode',
  reads: ['classCode'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.classCode !== null && /^[\p{L}\p{N}()（）-]{1,20}$/u.test(f.classCode)) return pass();
    return fail(
      `班级代码“${f.classCode ?? '空'}”：只用数字、字母、汉字、括号和短横，最多 20 个字`,
      '按学校编的班号改正，如 2607',
    );
  },
});

// 6.1: classes of earlier years are outside the regulation; a year that has not come is a slip of the pen
export const classYearIsPossible = rule({
  id: 'school-class.cohort',
  title: '班级的入学年份在适用范围内',
  clauses: ['6.1', '1.3.1'],
  from,
  field: 'cohortYear',
  reads: ['cohortYear', 'today'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f, read) {
    const first = read('firstCohortYear');
    const year = f.cohortYear;
    if (year === null) return fail('没有填入学年份', '写高一入学的年份，如 2026');
    if (year < first)
      return fail(`入学年份 ${year}：本办法从 ${first} 年秋季入学的开始`, '改正年份；更早的班不在这里设');
    const last = Number(f.today.slice(0, 4));
    if (year <= last) return pass();
    return fail(`入学年份 ${year} 比今年（${last}）还晚`, '改正年份；明年的班到明年再设');
  },
});

// 1.3.1: one class per code in a school and year
export const classCodeIsFree = rule({
  id: 'school-class.code-is-free',
  title: '班级代码没有被别的班占用',
  clauses: ['1.3.1'],
  from,
  field: 'classCode',
  reads: ['classCode', 'cohortYear', 'classCodeHolder'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.classCodeHolder === null) return pass();
    return fail(`${f.cohortYear} 级已有代码 ${f.classCode} 的班：${f.classCodeHolder}`, '换一个代码，或改那个班');
  },
});

// 1.3.1: pupils, rosters and the region know a class by its code and year
export const classKeyIsKept = rule({
  id: 'school-class.code-is-kept',
  title: '有学生的班不换代码和年份',
  clauses: ['1.3.1'],
  from,
  field: 'classCode',
  reads: ['className', 'classKeyChanges', 'classPupilCount'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (!f.classKeyChanges || f.classPupilCount === 0) return pass();
    return fail(
      `${f.className}有 ${f.classPupilCount} 名学生，代码和入学年份不能改`,
      '只改名称；确实要换代码的，设新班，再给学生换班',
    );
  },
});

// 1.3.1: nobody may be left in a class that is gone
export const classIsEmpty = rule({
  id: 'school-class.is-empty',
  title: '要关的班没有学生',
  clauses: ['1.3.1'],
  from,
  reads: ['className', 'classPupilCount'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.classPupilCount === 0) return pass();
    return fail(`${f.className}还有 ${f.classPupilCount} 名学生`, '先给这些学生换班，再关这个班');
  },
});

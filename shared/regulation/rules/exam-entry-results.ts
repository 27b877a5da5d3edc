import { subjectNames } from '../../labels/exam-subject.ts';
import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

// 1.3.5: nobody knows whether a subject that was sat before has been passed until the results of that sitting are here.
// Somebody who has sat nothing yet needs none.
export const resultsOfSubjectsHaveCome = rule({
  id: 'exam-entry.results-come',
  title: '以前报考的成绩已经到了',
  clauses: ['1.3.5'],
  from,
  reads: ['chosenSubjects', 'awaitedResults'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'hold',
  test(f) {
    const awaited = f.awaitedResults.filter(({ subject }) => f.chosenSubjects.includes(subject));
    if (awaited.length === 0) return pass();
    const sittings = [...new Set(awaited.map(({ sittingLabel }) => sittingLabel))].join('、');
    return fail(
      `${subjectNames([...new Set(awaited.map(({ subject }) => subject))])}在${sittings}报考过，那一次的成绩还没有到，不知道合格没有`,
      `先不报这一科；由管理员取回或导入${sittings}的成绩，成绩没有公布的等公布`,
    );
  },
});

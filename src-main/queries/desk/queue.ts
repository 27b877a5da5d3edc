import { failed, ok } from '#shared/lib/result.ts';
import { classLineOf, pupilsOfClass } from '../../db/store/candidacy-class.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** The pupils of one class in calling order, with the counts of the class. */
export const deskQueue: QueryHandler<'desk.queue'> = ({ classId }, { db }) => {
  const line = classLineOf(db, classId);
  return line ? ok({ class: line, pupils: pupilsOfClass(db, classId) }) : failed(outOfReach);
};

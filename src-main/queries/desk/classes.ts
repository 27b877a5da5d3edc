import { ok } from '#shared/lib/result.ts';
import { classLines } from '../../db/store/candidacy-class.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Every class of the office with its counts. */
export const deskClasses: QueryHandler<'desk.classes'> = (_input, { db }) => ok(classLines(db));

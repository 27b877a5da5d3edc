import { ok } from '#shared/lib/result.ts';
import { countPreRegistrations } from '../../db/store/candidacy-class-count.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** How many of the account's scope wait, were returned and are through, class by class. Nothing is judged. */
export const preRegistrationCounts: QueryHandler<'preRegistration.counts'> = (_input, { db, actor }) =>
  ok(countPreRegistrations(db, actor));

import { isElsewhere, type StepKind, stepKinds } from '#shared/domain/procedure-step.ts';
import type { ApplicationView } from './application.ts';
import { handsIn } from './application-step.ts';
import type { FactsContext } from './facts-office.ts';

/**
 * Steps behind the first one that are taken on this office's desks and that no enabled account is left for, if the acting
 * account prepares the application (four eyes). Steps taken elsewhere are not asked about.
 */
export function stepsWithoutDecider({ db, actor }: FactsContext, view: ApplicationView): StepKind[] {
  const { row, candidacy, steps } = view;
  const prepared = [...handsIn(db, row).preparedBy, actor.userId];
  const isLeft = db
    .statement(
      `SELECT EXISTS (SELECT 1 FROM user_account WHERE disabled_at IS NULL
         AND role IN (SELECT value FROM json_each(@roles)) AND id NOT IN (SELECT value FROM json_each(@prepared))
         AND (role <> 'schoolAdministrator' OR school_id = @schoolId))`,
    )
    .pluck();
  const parameters = { prepared: JSON.stringify(prepared), schoolId: candidacy.schoolId };
  return steps
    .slice(1)
    .filter((step) => !isElsewhere(step))
    .filter((step) => isLeft.get({ ...parameters, roles: JSON.stringify(stepKinds[step].roles) }) === 0);
}

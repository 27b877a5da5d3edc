import { isElsewhere, type StepKind, stepKinds } from '#shared/domain/procedure-step.ts';
import type { Role } from '#shared/domain/role.ts';
import type { JoiningSchool } from '#shared/regulation/transfer-facts.ts';
import type { ApplicationView } from './application.ts';
import { evidenceGiven } from './application-evidence.ts';
import { joiningSchoolOf } from './application-school.ts';
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
  const joining = joiningSchoolOf(db, view.request);
  const onPaper = evidenceGiven(db, row.id).includes('releasingConsent');
  return steps
    .slice(1)
    .filter((step) => !isElsewhere(step))
    .filter((step) => {
      const { roles, schoolId } = whoMay(step, candidacy.schoolId, joining, onPaper);
      return isLeft.get({ prepared: JSON.stringify(prepared), roles: JSON.stringify(roles), schoolId }) === 0;
    });
}

/** A school of this county decides alone; for one elsewhere the county does, and for one that agreed on paper (3.1c). */
function whoMay(step: StepKind, ownSchoolId: string | null, joining: JoiningSchool | null, onPaper: boolean) {
  const roles: readonly Role[] = stepKinds[step].roles;
  if (step === 'releasingSchoolAgree' && !onPaper)
    return { roles: roles.filter((role) => role === 'schoolAdministrator'), schoolId: ownSchoolId };
  if (step !== 'joiningSchoolAgree') return { roles, schoolId: ownSchoolId };
  const isHere = joining?.isHere === true;
  return {
    roles: roles.filter((role) => (role === 'schoolAdministrator') === isHere),
    schoolId: joining?.id ?? null,
  };
}

import { openSteps } from '#shared/domain/application-status.ts';
import { isSideBySide, mayTakeStep, type StepKind } from '#shared/domain/procedure-step.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { DeskDb } from '../open.ts';
import type { ApplicationView } from './application.ts';
import { evidenceGiven } from './application-evidence.ts';
import { joiningSchoolOf } from './application-school.ts';
import { stepsTaken } from './application-step.ts';

/** Steps side by side that were agreed to since the last submission, by index; [] for every other chain. */
export function agreedAside(db: DeskDb, { row, steps }: Pick<ApplicationView, 'row' | 'steps'>): number[] {
  if (!steps.some(isSideBySide)) return [];
  const taken = stepsTaken(db, row.id);
  const since = taken.findLastIndex(({ act }) => act === 'submitted');
  return taken
    .slice(since + 1)
    .filter(({ act, stepKind }) => act === 'agreed' && isSideBySide(stepKind as StepKind))
    .map(({ step }) => step);
}

/** The steps that can be decided now, by index; [] where nothing is to be decided. */
export function openStepsOf(db: DeskDb, view: ApplicationView): number[] {
  return openSteps(view.place, view.steps, agreedAside(db, view));
}

/** The step an act of this account is about: of several open ones its own, else the first; where none is open, its place. */
export function dueStepOf(
  { db, actor }: { readonly db: DeskDb; readonly actor: Actor },
  view: ApplicationView,
): number {
  const [first = view.place.step, ...others] = openStepsOf(db, view);
  if (others.length === 0) return first;
  const own = [first, ...others].find((step) => isOwn(db, actor, view, view.steps[step]));
  return own ?? first;
}

/**
 * Whose of the two schools a step is: the pupil's own, the one that is joined, or the county for a school elsewhere and for the
 * pupil's own where its consent came on paper.
 */
function isOwn(db: DeskDb, actor: Actor, view: ApplicationView, kind: StepKind | undefined): boolean {
  if (kind === undefined || !mayTakeStep(actor.role, kind)) return false;
  if (kind === 'releasingSchoolAgree') {
    if (actor.role === 'schoolAdministrator') return actor.schoolId === view.candidacy.schoolId;
    return evidenceGiven(db, view.row.id).includes('releasingConsent');
  }
  const school = joiningSchoolOf(db, view.request);
  return school?.isHere === true ? actor.schoolId === school.id : actor.role !== 'schoolAdministrator';
}

import type { Output, ParsedInput } from '#shared/contract/index.ts';
import type { ApplicationKind } from '#shared/domain/application-kind.ts';
import { listLimit } from '#shared/domain/list-limit.ts';
import { mayTakeStep, type StepKind, stepKinds } from '#shared/domain/procedure-step.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { DeskDb } from '../open.ts';
import { type ApplicationView, applicationView, findApplication } from './application.ts';
import { applicationScope } from './application-reach.ts';
import { dueOf } from './application-words.ts';
import { findCandidacies } from './candidacy.ts';
import { editionOf, type FactsContext } from './facts-office.ts';

export type ApplicationDuty = ParsedInput<'application.list'>['duty'];

// as openSteps (application-status.ts) and the rules of 3.1c say it: the step it stands at, or a neighbour side by side that
// nobody has agreed to since it was submitted; of two schools each has its own, the county has that of a school elsewhere, and
// of one that agreed on paper
const sideBySide = `('releasingSchoolAgree', 'joiningSchoolAgree')`;
const current = `EXISTS (SELECT 1 FROM json_each(a.steps) o WHERE o.value IN (SELECT value FROM json_each(@steps))
  AND (o.key = a.step OR (o.key > a.step AND o.value IN ${sideBySide}
    AND json_extract(a.steps, '$[' || a.step || ']') IN ${sideBySide}
    AND NOT EXISTS (SELECT 1 FROM application_step d WHERE d.application_id = a.id AND d.act = 'agreed' AND d.step = o.key
      AND d.position > (SELECT max(position) FROM application_step WHERE application_id = a.id AND act = 'submitted'))))
  AND (o.value <> 'releasingSchoolAgree' OR c.school_id = @mySchool OR (@mySchool = '' AND EXISTS (SELECT 1 FROM evidence w
    WHERE w.application_id = a.id AND w.kind = 'releasingConsent' AND w.removed_at IS NULL)))
  AND (o.value <> 'joiningSchoolAgree' OR CASE WHEN @mySchool = ''
    THEN (SELECT is_own FROM school WHERE id = a.joining_school_id) = 0 ELSE a.joining_school_id = @mySchool END))`;
const first = `json_extract(a.steps, '$[0]') IN (SELECT value FROM json_each(@steps))`;
// as handsIn and the trigger four_eyes_application say it
const hadAHand = `(a.started_by = @me
  OR EXISTS (SELECT 1 FROM application_step t WHERE t.application_id = a.id AND t.by_user = @me
    AND (t.act IN ('amended', 'submitted') OR (t.act = 'agreed' AND t.step <> a.step)))
  OR EXISTS (SELECT 1 FROM evidence e WHERE e.application_id = a.id AND e.added_by = @me))`;
const mine = `a.state = 'atStep' AND ${current} AND NOT ${hadAHand}`;

/** The queue an application is in, for the account; each is in one at most. Somebody else's drafts are in none. */
const duties: Readonly<Record<ApplicationDuty, string>> = {
  mine,
  others: `(a.state = 'waitingForWindow' OR (a.state = 'atStep' AND NOT (${mine})))`,
  returned: `a.state = 'returned'`,
  drafts: `a.state = 'draft' AND ${first}`,
  decided: `a.state IN ('carriedOut', 'rejected', 'withdrawn')`,
};

const tables = 'FROM application a JOIN candidacy c ON c.id = a.candidacy_id';

function stepsOfRole(actor: Actor): string {
  const kinds = Object.keys(stepKinds) as StepKind[];
  return JSON.stringify(kinds.filter((kind) => mayTakeStep(actor.role, kind)));
}

/** The parameters of the duties; `mySchool` '' = a county account. */
function whose(actor: Actor) {
  return { me: actor.userId, steps: stepsOfRole(actor), mySchool: actor.schoolId ?? '' };
}

/** How many applications lie in each queue of the account. */
export function countApplications(db: DeskDb, actor: Actor): Output<'application.list'>['counts'] {
  const scope = applicationScope(actor);
  const sums = Object.entries(duties).map(([duty, where]) => `coalesce(sum(${where}), 0) AS ${duty}`);
  return db
    .statement(`SELECT ${sums.join(', ')} ${tables} WHERE ${scope.sql}`)
    .get({ ...scope.parameters, ...whose(actor) }) as Output<'application.list'>['counts'];
}

/** The applications of a queue, at most `listLimit`: what is due first, then in the order they came; decided ones newest first. */
export function applicationsOf(
  context: FactsContext,
  duty: ApplicationDuty,
  kind: ApplicationKind | null,
): ApplicationView[] {
  const { db, actor } = context;
  const scope = applicationScope(actor);
  const where = duties[duty];
  const order =
    duty === 'decided' ? 'a.closed_at DESC, a.rowid DESC' : 'coalesce(a.submitted_at, a.started_at), a.rowid';
  const ids = db
    .statement(
      `SELECT a.id ${tables} WHERE ${scope.sql} AND (@kind IS NULL OR a.kind = @kind) AND ${where}
       ORDER BY ${order} LIMIT @limit`,
    )
    .pluck()
    .all({
      ...scope.parameters,
      kind,
      limit: listLimit,
      ...Object.fromEntries(Object.entries(whose(actor)).filter(([name]) => where.includes(`@${name}`))),
    }) as string[];
  const views = viewsOf(context, ids);
  return duty === 'decided' ? views : byDue(context, views);
}

function viewsOf(context: FactsContext, ids: readonly string[]): ApplicationView[] {
  const rows = ids.flatMap((id) => findApplication(context.db, id) ?? []);
  const candidacies = findCandidacies(
    context.db,
    rows.map((row) => row.candidacyId),
  );
  return rows.flatMap((row) => {
    const candidacy = candidacies.get(row.candidacyId);
    return candidacy ? [applicationView(row, candidacy, editionOf(context, row))] : [];
  });
}

type Place = { readonly dueAt: string; readonly came: string; readonly id: string };

/** What the order of a queue goes by: it stays the same while an application is decided. */
function placeInQueue(context: FactsContext, view: ApplicationView): Place {
  const { row } = view;
  const asOpen = { ...view, place: { ...view.place, state: 'atStep' } } as const;
  return { dueAt: dueOf(context, asOpen).dueAt ?? '~', came: row.submittedAt ?? row.startedAt, id: row.id };
}

function compare(a: Place, b: Place): number {
  for (const key of ['dueAt', 'came', 'id'] as const) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  return 0;
}

function byDue(context: FactsContext, views: readonly ApplicationView[]): ApplicationView[] {
  return views
    .map((view) => ({ view, place: placeInQueue(context, view) }))
    .sort((a, b) => compare(a.place, b.place))
    .map(({ view }) => view);
}

/**
 * The one of mine to decide after `after`, which may have left the queue by now; beginning again at the top, so that
 * nothing skipped is forgotten. Null = nothing else is mine.
 */
export function nextOfMine(
  context: FactsContext,
  after: ApplicationView | null,
  kind: ApplicationKind | null,
): string | null {
  const queue = applicationsOf(context, 'mine', kind).filter((view) => view.row.id !== after?.row.id);
  if (after === null) return queue[0]?.row.id ?? null;
  const from = placeInQueue(context, after);
  const behind = queue.find((view) => compare(placeInQueue(context, view), from) > 0);
  return (behind ?? queue[0])?.row.id ?? null;
}

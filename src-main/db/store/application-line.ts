import type { Output } from '#shared/contract/index.ts';
import { placeLabel } from '#shared/labels/application.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import { type ApplicationView, stepAt } from './application.ts';
import { applicationOffers } from './application-offers.ts';
import { dueOf, titleOf } from './application-words.ts';
import type { FactsContext } from './facts-office.ts';

export type ApplicationLine = Output<'application.list'>['lines'][number];

type PlaceNames = { readonly schoolName: string | null; readonly className: string | null };

/** An application as queues and its own sheet show it. */
export function applicationLine(context: FactsContext, view: ApplicationView, facts?: CandidacyFacts): ApplicationLine {
  const { row, candidacy, place } = view;
  const names = context.db
    .statement(
      `SELECT (SELECT name FROM school WHERE id = ?) AS schoolName, (SELECT name FROM school_class WHERE id = ?) AS className`,
    )
    .get(candidacy.schoolId, candidacy.classId) as PlaceNames;
  return {
    applicationId: row.id,
    version: row.version,
    kind: view.kind,
    kindLabel: procedures[view.kind].label,
    title: titleOf(view),
    candidacyId: candidacy.id,
    fullName: candidacy.fullName,
    ...names,
    state: place.state,
    place: placeLabel(place.state, stepAt(view)),
    since: row.since,
    ...dueOf(context, view),
    reason: row.reason,
    acts: applicationOffers(context, view, facts),
  };
}

import type { Output } from '#shared/contract/index.ts';
import { isWithinScope } from '#shared/domain/role.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import type { ApplicationView } from './application.ts';
import { applicationOffers } from './application-offers.ts';
import { dueOf, placeOf, titleOf } from './application-words.ts';
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
    title: titleOf(context.db, view),
    candidacyId: candidacy.id,
    fullName: candidacy.fullName,
    schoolName: names.schoolName,
    // the other school of a transfer learns what the transfer needs
    className: isWithinScope(context.actor, candidacy) ? names.className : null,
    state: place.state,
    place: placeOf(context.db, view),
    since: row.since,
    ...dueOf(context, view),
    reason: row.reason,
    acts: applicationOffers(context, view, facts),
  };
}

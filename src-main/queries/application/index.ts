import { failed, ok } from '#shared/lib/result.ts';
import { findEvidence, pagesOf } from '../../db/store/application-evidence.ts';
import { applicationLine } from '../../db/store/application-line.ts';
import { applicationsOf, countApplications, nextOfMine } from '../../db/store/application-queue.ts';
import { reachApplication } from '../../db/store/application-reach.ts';
import { schoolsToJoin } from '../../db/store/application-school.ts';
import { applicationSheet } from '../../db/store/application-sheet.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { readPhoto } from '../../db/store/capture.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { applicationCandidates } from './candidates.ts';

const list: QueryHandler<'application.list'> = ({ duty, kind }, context) =>
  ok({
    lines: applicationsOf(context, duty, kind).map((view) => applicationLine(context, view)),
    counts: countApplications(context.db, context.actor),
  });

const sheet: QueryHandler<'application.sheet'> = ({ applicationId }, context) => {
  const reached = reachApplication(context, applicationId);
  return reached.ok ? ok(applicationSheet(context, reached.value)) : reached;
};

const next: QueryHandler<'application.next'> = ({ after, kind }, context) => {
  if (after === null) return ok({ applicationId: nextOfMine(context, null, kind) });
  const reached = reachApplication(context, after);
  return reached.ok ? ok({ applicationId: nextOfMine(context, reached.value, kind) }) : reached;
};

const readPage: QueryHandler<'application.readPage'> = ({ evidenceId, position }, context) => {
  const evidence = findEvidence(context.db, evidenceId);
  if (!evidence) return failed(outOfReach);
  const reached = reachApplication(context, evidence.applicationId);
  if (!reached.ok) return reached;
  const page = pagesOf(context.db, evidenceId).find((one) => one.position === position);
  const bytes = page && readPhoto(context.db, page.pictureSha256);
  return bytes ? ok({ bytes }) : failed(outOfReach);
};

const joiningSchools: QueryHandler<'application.joiningSchools'> = (_input, { db }) => ok(schoolsToJoin(db));

/** Reads of applications, by their name in the contract. */
export const applicationQueries = {
  'application.list': list,
  'application.sheet': sheet,
  'application.next': next,
  'application.readPage': readPage,
  'application.candidates': applicationCandidates,
  'application.joiningSchools': joiningSchools,
};

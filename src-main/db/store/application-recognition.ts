import type { Fault } from '#shared/contract/faults.ts';
import type { ApplicationOutcome } from '#shared/domain/application-acts.ts';
import { decideByApplication } from '#shared/domain/candidacy-acts.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { noCounterpart } from '#shared/domain/foreign-result.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { parameter } from '#shared/regulation/parameters.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { ApplicationView } from './application.ts';
import { saveCandidacy } from './candidacy.ts';
import { subjectOf } from './decision.ts';
import { insertRecognised, recognisedResultsOf } from './recognised-result.ts';

type Decided = {
  readonly findings: readonly Finding[];
  readonly by: { readonly userId: string | null; readonly name: string };
  readonly decidedAt?: string;
};

/**
 * What a recognition of results does: the region's certification writes the results that count (4.2c), the joining
 * school's registration behind it opens the way to the desk (4.2d).
 */
export function followRecognition(
  context: RegionContext,
  view: ApplicationView,
  outcome: ApplicationOutcome,
  decided: Decided,
): Result<null, Fault> {
  const isCertified =
    outcome.state === 'carriedOut' ||
    (outcome.state === 'atStep' && outcome.step > view.steps.indexOf('regionDecide') && view.place.state === 'atStep');
  if (isCertified) takeOver(context, view, decided);
  return outcome.state === 'carriedOut' ? register(context, view, decided) : ok(null);
}

function takeOver({ db, clock, ids, record }: RegionContext, view: ApplicationView, decided: Decided): void {
  const { request, candidacy, row } = view;
  if (request.kind !== 'recognitionOfResults') return;
  if (recognisedResultsOf(db, candidacy.id).some((one) => one.applicationId === row.id)) return;
  const { province, issuer } = request.certificate;
  const certifiedAt = decided.decidedAt ?? clock.now();
  const rows = request.lines.flatMap((line, at) =>
    line.examType === 'graded' || line.subject === null || line.subject === noCounterpart || line.mappedBy === null
      ? []
      : [
          {
            id: ids.uuid(),
            candidacyId: candidacy.id,
            applicationId: row.id,
            position: at + 1,
            subject: line.subject,
            outcome: line.outcome,
            foreignName: line.name,
            asCertified: line.asCertified,
            mappedBy: line.mappedBy,
            province,
            issuer,
            certifiedAt,
          },
        ],
  );
  insertRecognised(db, rows);
  record({
    kind: 'recognition.certified',
    subjectNoun: 'candidacy',
    subjectId: candidacy.id,
    payload: {
      applicationId: row.id,
      certificate: request.certificate,
      results: rows.map(({ subject, outcome, foreignName, asCertified, mappedBy }) => ({
        subject,
        outcome,
        foreignName,
        asCertified,
        mappedBy,
      })),
    },
  });
}

/** A pupil who is registered already keeps the state; one who is not goes on to the desk, or to the region (parameter). */
function register(context: RegionContext, view: ApplicationView, decided: Decided): Result<null, Fault> {
  const { db, clock, record } = context;
  const row = view.candidacy;
  const isWaiting = row.status === 'preRegistered' || row.status === 'returned';
  const isCaptured = parameter(view.edition, 'captureAfterRecognition', clock.today()) === 'county';
  if (isWaiting) {
    const act = isCaptured ? 'recognitionOfResults.register' : 'recognitionOfResults.registerWithoutCapture';
    const { result } = decideByApplication(act, subjectOf(row, view.edition.id));
    if (!result.ok) return failed(result.fault);
    const at = clock.now();
    saveCandidacy(
      db,
      row,
      {
        status: result.value.next,
        // the school is the senior administrator (2.1): its registration stands in for the class teacher's approval
        approvedByTeacher: decided.by.userId,
        approvedByTeacherAt: at,
        approvalIsForeign: 0,
        returnReason: null,
        ...(!isCaptured && { revision: Math.max(1, row.revision) }),
      },
      at,
    );
  }
  record({
    kind: 'candidacy.supplementaryRegistered',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { applicationId: view.row.id, from: row.status, capture: isCaptured },
    findings: decided.findings,
  });
  return ok(null);
}

import type { Fault } from '#shared/contract/faults.ts';
import { decideByApplication } from '#shared/domain/candidacy-acts.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { ApplicationView } from './application.ts';
import { stepsTaken } from './application-step.ts';
import { saveCandidacy } from './candidacy.ts';
import { subjectOf } from './decision.ts';
import { addEntry } from './exam-entry.ts';
import { comingEntries } from './exam-entry-coming.ts';
import { toldEntry } from './exam-entry-told.ts';

const events = { suspension: 'candidacy.suspended', reinstatement: 'candidacy.reinstated' } as const;

/**
 * The region has agreed (5): the candidacy is suspended, or in effect again. The number stays. With a suspension the
 * entries for sittings to come end; a reinstatement brings none back: the candidate enters anew.
 */
export function carryOutLeave(
  context: RegionContext,
  view: ApplicationView,
  kind: keyof typeof events,
  { findings }: { readonly findings: readonly Finding[] },
): Result<null, Fault> {
  const { db, clock, record } = context;
  const row = view.candidacy;
  const { result } = decideByApplication(`${kind}.carryOut`, subjectOf(row, view.edition.id));
  if (!result.ok) return failed(result.fault);
  saveCandidacy(db, row, { status: result.value.next }, clock.now());
  record({
    kind: events[kind],
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { applicationId: view.row.id, request: view.request, candidacyNo: row.candidacyNo },
    findings,
  });
  if (kind === 'suspension') endEntries(context, view);
  return ok(null);
}

/** An entry needs somebody of this office: whoever agreed to the leave here, else who prepared it. */
function endEntries(context: RegionContext, view: ApplicationView): void {
  const { db, clock, ids, record } = context;
  const agreed = stepsTaken(db, view.row.id).findLast(({ act, byUser }) => act === 'agreed' && byUser !== null);
  for (const { entry } of comingEntries(context, view.candidacy.id)) {
    const { candidacyId, sitting, subjects, foreignLanguage, version } = entry;
    const ended = {
      id: ids.uuid(),
      candidacyId,
      sitting,
      state: 'withdrawn' as const,
      subjects,
      foreignLanguage,
      reason: '休籍',
      enteredBy: agreed?.byUser ?? view.row.startedBy,
      enteredAt: clock.now(),
    };
    const added = addEntry(db, { ...ended, after: version });
    record({
      kind: 'examEntry.endedByLeave',
      subjectNoun: 'candidacy',
      subjectId: candidacyId,
      payload: { applicationId: view.row.id, sitting, version: added.version, subjects },
      change: toldEntry(context, view.candidacy, { ...ended, version: added.version }),
    });
  }
}

import { openFindings } from '#shared/domain/finding.ts';
import type { PupilLine } from '#shared/wire/desk-parcel.ts';
import type { DeskDb } from '../open.ts';
import { ownHistoryOf } from './candidacy-history.ts';
import { openFindingsOf } from './decision-findings.ts';

type Row = { readonly kind: string; readonly content: string | null; readonly findings: string | null };

/** More lines than anybody reads stay at home. */
const mostLines = 300;

/** What happened to a record at this desk, in words, oldest first, as it travels with the record. */
export function historyToTravel(db: DeskDb, candidacyId: string): PupilLine['history'] {
  return ownHistoryOf(db, candidacyId)
    .slice(-mostLines)
    .map(({ at, who, what }) => ({ at, who: who.slice(0, 60), what: what.slice(0, 500) }));
}

/**
 * What the rules found and the clerk answered when the desk's work was last done here: the reviewer at another desk sees it, and a
 * held completion is judged by it. null = the work is not done here.
 */
export function decisionToTravel(db: DeskDb, candidacyId: string): PupilLine['decision'] {
  const row = db
    .statement(
      `SELECT e.kind, p.content, d.findings FROM event e LEFT JOIN event_payload p ON p.event_seq = e.seq
         LEFT JOIN decision_record d ON d.event_seq = e.seq AND d.candidacy_id = e.subject_id
       WHERE e.subject_id = ? AND e.kind IN ('candidacy.completed', 'candidacy.held') ORDER BY e.seq DESC LIMIT 1`,
    )
    .get(candidacyId) as Row | undefined;
  if (!row) return null;
  const { differenceIds = [] } = JSON.parse(row.content ?? '{}') as { differenceIds?: string[] };
  const findings = row.findings === null ? [] : openFindings(openFindingsOf(row.findings));
  return { findings: findings as NonNullable<PupilLine['decision']>['findings'], differenceIds };
}

import type { ApplicationKind } from '#shared/domain/application-kind.ts';
import { nextPlace } from '#shared/domain/application-status.ts';
import { closingFindings } from '#shared/domain/finding.ts';
import { filingWindowRules } from '#shared/regulation/application-rule-sets.ts';
import { check } from '#shared/regulation/engine.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import { accountById, actorOf } from './account.ts';
import { applicationView, findApplication } from './application.ts';
import { filingWindowFacts } from './application-facts.ts';
import { moveApplication } from './application-move.ts';
import { findCandidacy } from './candidacy.ts';
import { inSavepoint } from './candidacy-savepoint.ts';
import { editionOf, type FactsContext } from './facts-office.ts';
import { createRecorder } from './record.ts';

export type OpenDesk = {
  readonly db: DeskDb;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly appVersion: string;
};

/**
 * Lets in the applications that waited for their window (1.1.3, 2.3b), once it is open by the calendar in force now. Nobody's
 * act: the events name no person. Returns how many went on; call it as often as you like, outside a transaction.
 */
export function openWaitingApplications(desk: OpenDesk): number {
  const { db } = desk;
  const waiting = db
    .statement(
      `SELECT a.id, a.kind, a.started_by AS startedBy, c.cohort_year AS cohortYear, a.regulation_edition AS regulationEdition
       FROM application a JOIN candidacy c ON c.id = a.candidacy_id WHERE a.state = 'waitingForWindow' ORDER BY a.since`,
    )
    .all() as Waiting[];
  if (waiting.length === 0 || db.client.inTransaction) return 0;
  const judge = judgeOnce(desk);
  const ready = waiting.filter(judge);
  if (ready.length === 0) return 0;
  const record = createRecorder({ ...desk, actor: null, call: 'application.windowOpens' });
  db.client.exec('BEGIN IMMEDIATE');
  try {
    const opened = ready.filter((one) => {
      const starter = accountById(db, one.startedBy);
      const row = findApplication(db, one.id);
      const candidacy = row && findCandidacy(db, row.candidacyId);
      if (!starter || !candidacy) return false;
      const context = { ...desk, record, actor: actorOf(starter) };
      const view = applicationView(row, candidacy, editionOf(context, row));
      const next = nextPlace(view.place, 'application.windowOpens', view.steps);
      const by = { userId: null, name: '日程' };
      if (!next) return false;
      const move = { act: 'windowOpened', outcome: next, reason: null, findings: [], by } as const;
      return inSavepoint(db, () => moveApplication(context, view, move)).ok;
    });
    db.client.exec('COMMIT');
    return opened.length;
  } catch (error) {
    if (db.client.inTransaction) db.client.exec('ROLLBACK');
    throw error;
  }
}

type Waiting = {
  readonly id: string;
  readonly kind: ApplicationKind;
  readonly startedBy: string;
  readonly cohortYear: number | null;
  readonly regulationEdition: string;
};

/** Hundreds may wait for one window: it is judged once per kind, cohort and edition. */
function judgeOnce(desk: OpenDesk): (one: Waiting) => boolean {
  const known = new Map<string, boolean>();
  // whose desk it is makes no difference to a window
  const context = {
    ...desk,
    actor: { userId: '', displayName: '', role: 'auditor', schoolId: null, classIds: [] },
  } as const;
  return (one) => {
    const key = `${one.kind} ${one.cohortYear} ${one.regulationEdition}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const edition = editionOf(context satisfies FactsContext, one);
    const facts = {
      ...filingWindowFacts(context, one.cohortYear),
      today: desk.clock.today(),
      now: desk.clock.now(),
    };
    const rule = filingWindowRules[one.kind];
    const isOpen = rule === null || closingFindings(check([rule], facts, edition)).length === 0;
    known.set(key, isOpen);
    return isOpen;
  };
}

import type { Fault } from '#shared/contract/faults.ts';
import type { ApplicationOutcome } from '#shared/domain/application-acts.ts';
import type { ApplicationEffect } from '#shared/domain/candidacy-acts.ts';
import { decideByApplication } from '#shared/domain/candidacy-acts.ts';
import { type CandidacyStatus, nextStatus } from '#shared/domain/candidacy-status.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { isElsewhere } from '#shared/domain/procedure-step.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import type { ApplicationView } from './application.ts';
import { issueCertificate } from './application-certificate.ts';
import { carryOutCorrection } from './application-correction.ts';
import { carryOutLeave } from './application-leave.ts';
import { followRecognition } from './application-recognition.ts';
import { carryOutTransfer, transferAct } from './application-transfer.ts';
import { type CandidacyPatch, saveCandidacy } from './candidacy.ts';
import { subjectOf } from './decision.ts';
import { candidacyNoHolders } from './facts.ts';
import { recordNumber } from './number-history.ts';

type Decided = {
  readonly reason: string | null;
  readonly findings: readonly Finding[];
  readonly candidacyNo?: string | null;
  readonly decidedAt?: string;
  readonly by: { readonly userId: string | null; readonly name: string };
};

/** `othersEnd`: the reason with which the candidate's other applications end; null = they go on. */
type EffectDone = { readonly othersEnd: string | null };

/**
 * What the move of an application does to its candidacy, in the same transaction. A private candidate's record goes along
 * with every move; a correction and a reopening touch the record only when they are carried out.
 */
export function applyEffect(
  context: RegionContext,
  view: ApplicationView,
  outcome: ApplicationOutcome,
  decided: Decided,
): Result<EffectDone, Fault> {
  if (view.kind === 'transfer' && outcome.state === 'carriedOut') return carryOutTransfer(context, view, decided);
  const done = applyAlone(context, view, outcome, decided);
  return done.ok ? ok({ othersEnd: null }) : done;
}

function applyAlone(
  context: RegionContext,
  view: ApplicationView,
  outcome: ApplicationOutcome,
  decided: Decided,
): Result<null, Fault> {
  if (view.kind === 'privateRegistration') return followPrivate(context, view, outcome, decided);
  if (view.kind === 'recognitionOfResults') return followRecognition(context, view, outcome, decided);
  if (outcome.state !== 'carriedOut') return ok(null);
  switch (view.kind) {
    case 'reopening':
      return reopen(context, view, decided);
    case 'suspension':
    case 'reinstatement':
      return carryOutLeave(context, view, view.kind, decided);
    case 'certificateOfResults':
      return issueCertificate(context, view, decided);
    case 'correction':
      carryOutCorrection(context, view, decided);
  }
  return ok(null);
}

/** Where the record of a private candidate belongs while its application stands there. */
function privateAct(view: ApplicationView, outcome: ApplicationOutcome): ApplicationEffect | null {
  const step = view.steps[outcome.step] ?? view.steps[0];
  const status = view.candidacy.status as CandidacyStatus;
  switch (outcome.state) {
    case 'carriedOut':
      return 'privateRegistration.accept';
    case 'rejected':
      return 'privateRegistration.refuse';
    case 'withdrawn':
      return 'privateRegistration.withdraw';
    case 'atStep':
      if (isElsewhere(step)) return status === 'awaitingRegion' ? null : 'privateRegistration.send';
      return status === 'awaitingRegion' ? 'privateRegistration.return' : null;
    case 'returned':
      return status === 'awaitingRegion' ? 'privateRegistration.return' : null;
    case 'draft':
    case 'waitingForWindow':
      return null;
  }
}

function followPrivate(
  context: RegionContext,
  view: ApplicationView,
  outcome: ApplicationOutcome,
  { reason, candidacyNo }: Decided,
): Result<null, Fault> {
  const { db, clock, ids } = context;
  const row = view.candidacy;
  const act = privateAct(view, outcome);
  if (act === null) return ok(null);
  const { result } = decideByApplication(act, subjectOf(row, view.edition.id));
  // joined with another record meanwhile: the application ends, the record stays what it is
  const isOver = act === 'privateRegistration.refuse' || act === 'privateRegistration.withdraw';
  if (!result.ok) return isOver ? ok(null) : failed(result.fault);
  const at = clock.now();
  const patch: CandidacyPatch = { status: result.value.next, returnReason: isOver ? reason : null };
  const number = candidacyNo ?? null;
  if (act !== 'privateRegistration.accept' || number === null) {
    saveCandidacy(db, row, patch, at);
    return ok(null);
  }
  if (candidacyNoHolders(db, number, row.id).length > 0) return failed(numberTaken);
  saveCandidacy(db, row, { ...patch, candidacyNo: number }, at);
  const entry = { id: ids.uuid(), candidacyId: row.id, kind: 'candidacyNo', at } as const;
  recordNumber(db, { ...entry, value: number, because: 'changed' });
  return ok(null);
}

/** The region gave a number that another living record holds: people look before anything is written. */
const numberTaken: Fault = {
  kind: 'stale',
  message: '给的考籍号已在另一份记录名下，这个决定先放着。由管理员报自治区核对。',
};

function reopen(context: RegionContext, view: ApplicationView, { findings }: Decided): Result<null, Fault> {
  const { db, clock, record } = context;
  const row = view.candidacy;
  const { result } = decideByApplication('reopening.carryOut', subjectOf(row, view.edition.id));
  if (!result.ok) return failed(result.fault);
  const reason = view.request.kind === 'reopening' ? view.request.reason : '';
  saveCandidacy(
    db,
    row,
    { status: result.value.next, returnReason: reason, reviewedBy: null, releasedBy: null },
    clock.now(),
  );
  record({
    kind: 'candidacy.reopened',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { applicationId: view.row.id, reason, revision: row.revision, from: row.status },
    findings,
  });
  return ok(null);
}

const over: readonly string[] = ['joined', 'withdrawn', 'void'];

/** True while the state of the record still lets a step elsewhere that was agreed to do what it does. */
export function canFollow(db: DeskDb, view: ApplicationView, outcome: ApplicationOutcome): boolean {
  if (view.kind === 'recognitionOfResults') return !over.includes(view.candidacy.status);
  const act = view.kind === 'privateRegistration' ? privateAct(view, outcome) : lastAct(db, view, outcome);
  return act === null || nextStatus(view.candidacy.status as CandidacyStatus, act) !== null;
}

function lastAct(db: DeskDb, view: ApplicationView, outcome: ApplicationOutcome): ApplicationEffect | null {
  if (outcome.state !== 'carriedOut') return null;
  if (view.kind === 'transfer') return transferAct(db, view);
  return view.kind === 'suspension' || view.kind === 'reinstatement' ? `${view.kind}.carryOut` : null;
}

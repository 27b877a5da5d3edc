import { type Decision, damagedPhotoFinding, refusal } from '#shared/domain/act-decision.ts';
import { isAtTheDesk } from '#shared/domain/candidacy-acts.ts';
import { type CandidacyStatus, nextStatus } from '#shared/domain/candidacy-status.ts';
import { closingFindings, type Finding } from '#shared/domain/finding.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import { failed } from '#shared/lib/result.ts';
import type { DeskDb } from '../open.ts';
import { type BatchItem, contentsHash, itemsOfBatch } from './batch-record.ts';
import { type CandidacyRow, findCandidacies } from './candidacy.ts';
import { faultSentence, type JudgedAct, judgeAct, subjectOf } from './decision.ts';
import type { FactsContext } from './facts-office.ts';

/** A record that does not go with the batch: why, and what to do. */
export type Unready = BatchItem & {
  readonly fullName: string;
  readonly className: string | null;
  readonly sentence: string;
};
export type Ready = { readonly row: CandidacyRow; readonly findings: readonly Finding[] };
export type BatchCheck = {
  readonly ready: readonly Ready[];
  readonly unready: readonly Unready[];
  /** hash over the ready ones: an act says which answer it is about */
  readonly seen: string;
};

export type LeavingAct = Extract<JudgedAct, 'batch.prepare' | 'release.perform'>;

/** Candidacies whose stored photo is not what its hash says; looked at before the transaction. */
export type DamagedPhotos = ReadonlySet<string>;

const nobody: DamagedPhotos = new Set();

/**
 * Looks at every record once: its state, everything a finished record must show (data, photo, approvals, number), open
 * cases about it, its stored photo, and for `release.perform` the four eyes of whoever asks. Ready ones keep their order.
 */
export function checkBatch(
  context: FactsContext,
  items: readonly BatchItem[],
  act: LeavingAct,
  damaged: DamagedPhotos = nobody,
): BatchCheck {
  const { db } = context;
  const rows = findCandidacies(
    db,
    items.map(({ candidacyId }) => candidacyId),
  );
  const ready: Ready[] = [];
  const unready: Unready[] = [];
  for (const item of items) {
    const row = rows.get(item.candidacyId);
    if (!row) throw new Error('a record of a batch vanished');
    const judged = judgeItem(context, item, row, act, damaged);
    if (typeof judged === 'string') {
      unready.push({ ...item, fullName: row.fullName, className: classNameOf(db, row.classId), sentence: judged });
    } else ready.push({ row, findings: judged });
  }
  return {
    ready,
    unready,
    seen: contentsHash(ready.map(({ row }) => ({ candidacyId: row.id, revision: row.revision }))),
  };
}

/** The same for the records of a batch. */
export function checkPrepared(context: FactsContext, batchId: string, damaged?: DamagedPhotos): BatchCheck {
  return checkBatch(context, itemsOfBatch(context.db, batchId), 'release.perform', damaged);
}

function judgeItem(
  context: FactsContext,
  item: BatchItem,
  row: CandidacyRow,
  act: LeavingAct,
  damaged: DamagedPhotos,
): string | readonly Finding[] {
  const changed = changedSince(item, row);
  if (changed !== null) return changed;
  const { findings, result } = judgeLeaving(act, context, row, damaged);
  return result.ok ? findings : faultSentence(act === 'batch.prepare' ? '装批' : '放行', result.fault);
}

/**
 * The one judgement about a record that is to leave the house, in a batch or picked by hand: rules, open cases, and its
 * stored photo, which is read before the transaction.
 */
export function judgeLeaving(
  act: LeavingAct,
  context: FactsContext,
  row: CandidacyRow,
  damaged: DamagedPhotos,
): Decision {
  const decision = judgeAct(act, context, row);
  if (!damaged.has(row.id)) return decision;
  const finding = damagedPhotoFinding(subjectOf(row, decision.findings[0]?.edition ?? row.regulationEdition));
  const findings = [finding, ...decision.findings];
  return { findings, result: failed(refusal('release.perform', row.fullName, closingFindings(findings))) };
}

/** What happened to a record since it was put into the batch, and what to do; null = it stands as it stood. */
function changedSince(item: BatchItem, row: CandidacyRow): string | null {
  const status = row.status as CandidacyStatus;
  if (status === 'reviewed' && row.revision === item.revision) return null;
  if (status === 'reviewed') return `装批以后重新登记过，现在是第 ${row.revision} 次。下一步：装进下一批`;
  const label = candidacyStatusLabel(status, row.entryCategory === 'private');
  const next = nextStatus(status, 'review.approve') !== null ? '审核通过后' : '重新登记、审核通过后';
  const comesBack = isAtTheDesk(status) || status === 'completed' || status === 'refusedByRegion';
  return `装批以后有变动，现在是“${label}”。下一步：${comesBack ? `${next}，装进下一批` : '看这份记录的经过，不用再装'}`;
}

function classNameOf(db: DeskDb, classId: string | null): string | null {
  if (classId === null) return null;
  return (
    (db.statement('SELECT name FROM school_class WHERE id = ?').pluck().get(classId) as string | undefined) ?? null
  );
}

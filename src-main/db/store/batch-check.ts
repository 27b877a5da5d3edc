import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { DeskDb } from '../open.ts';
import { type BatchItem, contentsHash, itemsOfBatch } from './batch-record.ts';
import { type CandidacyRow, findCandidacies } from './candidacy.ts';
import { faultSentence, type JudgedAct, judgeAct } from './decision.ts';
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
  act: Extract<JudgedAct, 'batch.prepare' | 'release.perform'>,
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
  act: Extract<JudgedAct, 'batch.prepare' | 'release.perform'>,
  damaged: DamagedPhotos,
): string | readonly Finding[] {
  if (row.revision !== item.revision || row.status !== 'reviewed') {
    const isPrivate = row.entryCategory === 'private';
    return `不在待放行里了：现在是${candidacyStatusLabel(row.status as CandidacyStatus, isPrivate)}。下一步：办到已审核后装进下一批`;
  }
  if (damaged.has(row.id)) return '照片在本机已损坏。下一步：审核员退回登记台，重新拍照';
  const { findings, result } = judgeAct(act, context, row);
  if (!result.ok) return faultSentence(act === 'batch.prepare' ? '装批' : '放行', result.fault);
  const cases = openCasesAbout(context.db, row.id);
  if (cases > 0) return `有 ${cases} 件疑似同一人没有办完。下一步：审核员在“业务件”的“疑似同一人”里并排核对后决定`;
  return findings;
}

function openCasesAbout(db: DeskDb, candidacyId: string): number {
  return Number(
    db
      .statement(
        `SELECT count(*) FROM case_subject s JOIN case_file f ON f.id = s.case_id
         WHERE s.candidacy_id = ? AND f.state = 'open'`,
      )
      .pluck()
      .get(candidacyId),
  );
}

function classNameOf(db: DeskDb, classId: string | null): string | null {
  if (classId === null) return null;
  return (
    (db.statement('SELECT name FROM school_class WHERE id = ?').pluck().get(classId) as string | undefined) ?? null
  );
}

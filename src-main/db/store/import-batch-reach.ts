import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { RosterKind } from '#shared/domain/roster-field.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { DeskDb } from '../open.ts';
import { findBatch, type ImportBatch } from './import-batch.ts';

const outOfReach: Fault = {
  kind: 'forbidden',
  message: '打不开这次导入：不是你的账户导入的，或已经清除。从自己的导入列表里重新打开',
};

/** An import that `actor` may see: county roles all but results, which are the administrator's; a school account its own. */
export function reachBatch(db: DeskDb, actor: Actor, batchId: string): Result<ImportBatch, Fault> {
  const batch = findBatch(db, batchId);
  const isOwn = actor.role !== 'schoolAdministrator' || batch?.createdBy === actor.userId;
  return batch && isOwn && maySeeKind(actor, batch.kind) ? ok(batch) : failed(outOfReach);
}

/** Results are imported by the administrator alone; an auditor reads. */
export function maySeeKind({ role }: Pick<Actor, 'role'>, kind: RosterKind): boolean {
  return kind !== 'subjectResults' || role === 'officeAdministrator' || role === 'auditor';
}

const stateSentences = {
  reading: '文件还在读。等读完再办',
  mapping: '还有列没有认清。先认列',
  previewed: '这次导入已在预览。直接导入或取消',
  accepting: '正在写入。等写完再看结果',
  accepted: '这次导入已经完成。要再导入，重新选择文件',
  cancelled: '这次导入已取消。重新选择文件',
  failed: '这个文件没有读成。按提示处理后重新选择文件',
} as const satisfies Record<ImportBatch['state'], string>;

/** Why an act does not fit the state of the import. */
export function wrongState(batch: ImportBatch): Fault {
  return invalid('', stateSentences[batch.state]);
}

/** An import as the screens show it. */
export function batchSummaryOf(db: DeskDb, batch: ImportBatch): Output<'roster.accept'> {
  const {
    id,
    kind,
    state,
    fileName,
    createdAt,
    rowsRead,
    rowsTotal,
    good,
    rejected,
    unchanged,
    updated,
    cases,
    mended,
  } = batch;
  return {
    batchId: id,
    kind,
    state,
    fileName,
    createdAt,
    rowsRead,
    rowsTotal,
    good,
    rejected,
    unchanged,
    updated,
    cases,
    casesHeldBack: casesHeldBack(db, id),
    mended,
    problem: batch.problem,
  };
}

function casesHeldBack(db: DeskDb, batchId: string): number {
  const count = db.statement(
    `SELECT count(*) FROM import_row WHERE batch_id = ? AND outcome = 'rejected' AND has_case = 1`,
  );
  return Number(count.pluck().get(batchId));
}

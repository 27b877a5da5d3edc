import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { invalid } from '#shared/contract/faults.ts';
import { batchName, batchStateLabel } from '#shared/labels/batch.ts';
import { instantInWords } from '#shared/lib/instant.ts';
import { failed, ok } from '#shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import { accountById } from '../../db/store/account.ts';
import { type BatchRow, listBatches } from '../../db/store/batch.ts';
import { batchFigures } from '../../db/store/batch-figures.ts';
import { readManifest } from '../../db/store/batch-manifest.ts';
import { standingOfBatch } from '../../db/store/batch-standing.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { LongHandler } from '../../platform/act.ts';
import { batchListHtml, type PrintedBatch } from '../../print/batch-list.ts';

/** One paper holds at most this many batches, the newest: some years of a busy office. */
const mostBatches = 3000;

/**
 * Makes the list of all batches as one PDF where the person says, each with its state, who put it together and released it,
 * and what came back. No pupil stands on it. Null = the person cancelled.
 */
export const printBatchList: LongHandler<'batch.printList'> = async (_input, context, services) => {
  const { db, clock } = context;
  const path = await services.files.save('保存批次清单', `批次清单-${clock.today()}.pdf`, ['pdf']);
  if (path === null) return ok(null);
  const { officeName, deskName, deviceId } = readInstallation(db);
  const lines = listBatches(db, 'all', { limit: mostBatches, offset: 0 })
    .toReversed()
    .map((row) => printed(db, row));
  const printedAt = instantInWords(clock.now());
  const pdf = await services.pdf(batchListHtml({ officeName, deskName, printedAt, lines }), { landscape: true });
  try {
    await writeFile(path, pdf, { mode: 0o600 });
  } catch {
    return failed(invalid('', '批次清单没有存上：那个位置不能写入，或空间不够。换一个文件夹或 U 盘再存'));
  }
  return context.transact(({ record }) => {
    const payload = { batches: lines.length };
    record({ kind: 'batch.listPrinted', subjectNoun: 'installation', subjectId: deviceId, payload });
    return ok({ fileName: basename(path), batches: lines.length });
  });
};

function printed(db: DeskDb, row: BatchRow): PrintedBatch {
  const { records, received, joined, refused } = batchFigures(db, row.id);
  const said = standingOfBatch(db, row.id)?.standing;
  const result = [
    ...(row.state === 'released' ? [`回执 ${received + joined + refused}/${records}`] : []),
    ...(refused > 0 ? [`退回 ${refused}`] : []),
    ...(said ? [`自治区点收 ${said.arrived}/${said.records}${said.complete ? ' 收齐' : ''}`] : []),
  ];
  return {
    name: batchName(row.day, row.dayNo),
    state: batchStateLabel(row.state),
    made: row.madeBy === null ? '' : who(db, row.madeBy, row.madeAt),
    released: row.releasedAt === null ? '' : who(db, row.releasedBy, row.releasedAt),
    records,
    result: result.join('，'),
    totalSha256: row.manifest === null ? '' : readManifest(row.manifest).totalSha256.slice(0, 16),
  };
}

function who(db: DeskDb, userId: string | null, at: string): string {
  const name = userId === null ? '本机' : (accountById(db, userId)?.displayName ?? '');
  return `${name} ${instantInWords(at)}`;
}

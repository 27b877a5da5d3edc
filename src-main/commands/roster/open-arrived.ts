import { createHash } from 'node:crypto';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { SheetRow } from '#shared/domain/roster-cell.ts';
import type { ColumnGuess } from '#shared/domain/roster-columns.ts';
import { fieldsOfKind, type RosterField, rosterFieldLabel } from '#shared/domain/roster-field.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import type { RegionRoster } from '#shared/wire/region-roster.ts';
import type { DeskDb } from '../../db/open.ts';
import {
  type ArrivedRoster,
  arrivedRosterName,
  arrivedRosterState,
  findArrivedRoster,
  takeOutAgain,
} from '../../db/store/arrived-roster.ts';
import { writeAudit } from '../../db/store/audit.ts';
import { findBatch, insertBatch, saveBatch } from '../../db/store/import-batch.ts';
import { reachBatch } from '../../db/store/import-batch-reach.ts';
import { findNotice } from '../../db/store/inbox.ts';
import { stageRows } from '../../db/store/roster-row.ts';
import type { LongHandler } from '../../platform/act.ts';
import { rowsPerStep } from './batch-sums.ts';
import { type ImportJob, ImportStopped, importStep, startImportJob, takeTurn } from './import-job.ts';
import { judgeBatch } from './judge-batch.ts';
import { endingInWords } from './read-batch.ts';

/** What a call about a roster that is not there, or of another school, gets. */
export const noSuchRoster: Fault = invalid('noticeId', '这里没有这份名册。回到名册页重新打开');

/**
 * Opens a roster of the region as an import of this person. From here on it goes the way of a file: the same reading,
 * rules and findings for each row, a preview, and nothing written before somebody confirms it. Answers at once, the
 * reading goes on. Opened again it is the same import; once it is imported it stays so.
 */
export const openArrived: LongHandler<'roster.openArrived'> = async ({ noticeId }, context, services) => {
  const opened = context.transact(({ db, actor, clock, ids }) => {
    const found = findArrivedRoster(db, actor, noticeId);
    if (!found) return failed(noSuchRoster);
    if (found.batchId !== null) return alreadyOpen(db, actor, found, found.batchId);
    const notice = readNotice(findNotice(db, noticeId)?.body ?? '');
    if (notice?.kind !== 'roster') throw new Error('an applied roster is no roster any more');
    const batchId = ids.uuid();
    const name = arrivedRosterName(found);
    insertBatch(db, { id: batchId, kind: 'roster', fileName: name, by: actor.userId, at: clock.now(), noticeId });
    saveBatch(db, batchId, headOf(notice.roster, findNotice(db, noticeId)?.body ?? ''));
    takeOutAgain(db, noticeId);
    const line = { actor, call: 'roster.openArrived', outcome: 'done', subjectId: batchId, reference: null } as const;
    writeAudit(db, { ...line, at: clock.now() });
    return ok({ batchId, roster: notice.roster });
  });
  if (!opened.ok) return opened;
  const { batchId, roster } = opened.value;
  if (roster === null) return ok({ batchId });
  services.emit({ kind: 'changed', nouns: ['importBatch'] });
  void startImportJob(batchId, (signal) => stageAndJudge({ batchId, context, services, signal }, roster));
  return ok({ batchId });
};

type Opened = { readonly batchId: string; readonly roster: RegionRoster | null };

function alreadyOpen(
  db: DeskDb,
  actor: Parameters<typeof reachBatch>[1],
  found: ArrivedRoster,
  batchId: string,
): Result<Opened, Fault> {
  if (arrivedRosterState(found) === 'imported')
    return failed(invalid('', `这份名册${found.openedBy ?? ''}已经核对、导入，不用再导入`));
  if (reachBatch(db, actor, batchId).ok) return ok({ batchId, roster: null });
  return failed(invalid('', `${found.openedBy ?? '别人'}正在核对这份名册。等这次核对导入或取消，再打开`));
}

/** Every column is known by its field: nobody needs to recognise any. The school stands in front of each row. */
function headOf(roster: RegionRoster, body: string) {
  const present: readonly RosterField[] = ['schoolCode', ...roster.columns];
  const mapping: ColumnGuess[] = fieldsOfKind('roster').map((field) => {
    const column = present.indexOf(field);
    return { field, column: column < 0 ? null : column, sure: true };
  });
  const fileSha256 = createHash('sha256').update(body, 'utf8').digest('hex');
  return { headers: present.map(rosterFieldLabel), mapping, fileSha256, rowsTotal: roster.rows.length };
}

/** Never rejects: what goes wrong ends up as the problem of the import, in words. */
async function stageAndJudge(job: ImportJob, roster: RegionRoster): Promise<void> {
  await endingInWords(job, async () => {
    for (let at = 0; at < roster.rows.length; at += rowsPerStep) {
      const rows = roster.rows.slice(at, at + rowsPerStep).map((cells, index) => sheetRow(roster, at + index, cells));
      importStep(job, ({ db }) => {
        stageRows(db, job.batchId, rows);
        saveBatch(db, job.batchId, { rowsRead: at + rows.length });
      });
      await takeTurn();
    }
    const batch = findBatch(job.context.db, job.batchId);
    if (!batch) throw new ImportStopped();
    await judgeBatch(job, batch);
  });
}

function sheetRow({ firstRow, schoolCode }: RegionRoster, at: number, cells: readonly string[]): SheetRow {
  return { row: firstRow + at, cells: [schoolCode, ...cells].map((text) => ({ text, kind: 'text' })) };
}

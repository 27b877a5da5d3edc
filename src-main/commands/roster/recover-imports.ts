import type { DeskDb } from '../../db/open.ts';
import { currentEnrolmentList, otherEnrolmentLists, removeEnrolment } from '../../db/store/enrolment-record.ts';
import { batchesIn, findBatch, saveBatch } from '../../db/store/import-batch.ts';
import { removeRows } from '../../db/store/roster-row.ts';
import { batchesWithStaged, releaseStaged, removeStaged } from '../../db/store/roster-row-accept.ts';
import { removeResults } from '../../db/store/subject-result.ts';
import type { Clock } from '../../platform/ports.ts';

const step = 500;
/** Rejected rows wait this long to be mended; then the personal data in them has served its purpose. */
const keptMilliseconds = 30 * 24 * 3_600_000;

/**
 * Puts right what a crash or a power cut left of imports. Call once after the database was opened, before anybody signs
 * in. A half-written import goes back to its preview without a trace, an accepted one is
 * finished; one that was still reading has to be chosen again.
 */
export function recoverImports(db: DeskDb, clock: Clock): void {
  const inSteps = (work: () => number) => {
    while (db.client.transaction(work).immediate() > 0);
  };
  for (const id of batchesWithStaged(db)) {
    const isAccepted = findBatch(db, id)?.state === 'accepted';
    inSteps(() => (isAccepted ? releaseStaged(db, id, step) : removeStaged(db, id, step)));
  }
  for (const { id } of batchesIn(db, ['accepting'])) {
    inSteps(() => removeEnrolment(db, id, step));
    inSteps(() => removeResults(db, id, step));
    saveBatch(db, id, { state: 'previewed' });
  }
  for (const { id, fileName } of batchesIn(db, ['reading'])) {
    const problem = `“${fileName}”读到一半时程序关闭了，没有写入任何数据。重新选择文件`;
    saveBatch(db, id, { state: 'failed', problem, finishedAt: clock.now() });
  }
  const old = new Date(Date.parse(clock.now()) - keptMilliseconds).toISOString();
  for (const { id, state, finishedAt } of batchesIn(db, ['accepted', 'cancelled', 'failed'])) {
    const isKept = state === 'accepted' && (finishedAt ?? '') > old;
    inSteps(() => removeRows(db, id, isKept, step));
  }
  removeOldLists(db, inSteps);
}

/** Lines of lists that do not count: not accepted, or followed by a newer one. */
function removeOldLists(db: DeskDb, inSteps: (work: () => number) => void): void {
  const current = currentEnrolmentList(db)?.batchId ?? '';
  for (const list of otherEnrolmentLists(db, current)) inSteps(() => removeEnrolment(db, list, step));
}

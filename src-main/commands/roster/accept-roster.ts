import { createHash } from 'node:crypto';
import type { ImportBatch } from '../../db/store/import-batch.ts';
import { moveBatch, saveBatch } from '../../db/store/import-batch.ts';
import { type JudgedRow, readJudged, saveJudged } from '../../db/store/roster-row.ts';
import {
  countStaged,
  insertStaged,
  type NewPupil,
  releaseStaged,
  removeEmptyClass,
  removeStaged,
  stagedDuplicates,
} from '../../db/store/roster-row-accept.ts';
import { editionIdToday } from '../../db/store/roster-row-reference.ts';
import type { HashedPupil } from '../../documents/roster-jobs.ts';
import type { CommandContext } from '../../platform/act.ts';
import { openDuplicateCases, openLikenessCases, type StagedLikeness } from './accept-cases.ts';
import { classKey, makeClasses } from './accept-classes.ts';
import { applyUpdates } from './accept-updates.ts';
import { type ImportJob, importStep, passPointOfNoReturn, takeTurn } from './import-job.ts';
import { presentFields } from './judge-batch.ts';
import { matchHolder, ownSchoolOf } from './match-holder.ts';

/** Pupils per step, so that a clerk's save comes in between: copying one takes eight inserts, making one real an update. */
const pupilsPerStep = 50;
const releasedPerStep = 1500;

type Copying = {
  readonly batch: ImportBatch;
  /** instant at which copying began */
  readonly since: string;
  readonly classIds: ReadonlyMap<string, string>;
  readonly rowIds: Map<number, string>;
  readonly likenesses: StagedLikeness[];
  readonly digest: ReturnType<typeof createHash>;
  added: number;
  /** rows that somebody else brought in since the preview */
  unchanged: number;
  rejected: number;
};

/**
 * Copies the good rows, applies the updates one act each, and commits. A roster of a school is real with that commit; of a
 * larger file the first part is, and the rest follows at once in short steps: after a crash at the next start, before
 * anybody signs in (recoverImports). See `accept`.
 */
export async function acceptRoster(job: ImportJob, batch: ImportBatch): Promise<void> {
  const classes = await makeClasses(job, batch);
  try {
    const copying: Copying = {
      batch,
      since: job.context.clock.now(),
      classIds: classes.ids,
      rowIds: new Map(),
      likenesses: [],
      digest: createHash('sha256'),
      added: 0,
      unchanged: 0,
      rejected: 0,
    };
    await copyGoodRows(job, copying);
    passPointOfNoReturn(batch.id);
    const updated = await applyUpdates(job, batch, classes.ids);
    importStep(job, (context) => commit(context, copying, updated, classes.made));
  } catch (error) {
    const cleaner = { ...job, signal: new AbortController().signal };
    await takeBack(cleaner);
    importStep(cleaner, ({ db }) => {
      for (const made of classes.made) removeEmptyClass(db, made);
    });
    throw error;
  }
}

/** Makes real what an accepted import still holds back. */
export async function releaseRest(job: Pick<ImportJob, 'batchId' | 'context' | 'signal'>): Promise<void> {
  while (importStep(job, ({ db }) => releaseStaged(db, job.batchId, releasedPerStep)) > 0) await takeTurn();
}

/** Removes what was copied; the import is as before. */
async function takeBack(job: Pick<ImportJob, 'batchId' | 'context' | 'signal'>): Promise<void> {
  while (importStep(job, ({ db }) => removeStaged(db, job.batchId, pupilsPerStep)) > 0) await takeTurn();
}

async function copyGoodRows(job: ImportJob, copying: Copying): Promise<void> {
  const { batch } = copying;
  const present = presentFields(batch.mapping);
  for (let after = 0; ; ) {
    const rows = readJudged<HashedPupil>(job.context.db, batch.id, 'good', after, pupilsPerStep);
    const last = rows.at(-1);
    if (!last) return;
    after = last.row;
    importStep(job, (context) => {
      const fresh: JudgedRow<HashedPupil>[] = [];
      for (const row of rows) {
        if (!row.record) continue;
        // the desk went on since the preview: whoever came in meanwhile is not brought in twice
        const holder = matchHolder(context.db, row.record, present, ownSchoolOf(context.actor));
        if (holder.kind === 'nobody') fresh.push(row);
        else setAside(context, copying, row, holder.kind === 'unchanged');
      }
      copyRows(context, copying, fresh);
    });
    job.services.emit({ kind: 'progress', job: batch.id, done: copying.added, total: batch.good, phase: '写入' });
    await takeTurn();
  }
}

function setAside({ db }: CommandContext, copying: Copying, row: JudgedRow<HashedPupil>, isSame: boolean): void {
  if (isSame) {
    copying.unchanged += 1;
    saveJudged(db, copying.batch.id, [{ ...row, outcome: 'unchanged' }]);
    return;
  }
  copying.rejected += 1;
  const problem = {
    row: row.row,
    field: 'documentNumber',
    fieldLabel: '证件号码',
    value: row.record?.data.documentNumber ?? '',
    code: 'duplicateInDatabase',
    sentence: '预览之后，这个号码已在本机登记。再导入一次此行，看有什么不同',
    severity: 'case',
  } as const;
  saveJudged(db, copying.batch.id, [
    { ...row, outcome: 'rejected', record: null, problems: [...row.problems, problem] },
  ]);
}

function copyRows(
  { db, ids, clock, actor }: CommandContext,
  copying: Copying,
  rows: readonly JudgedRow<HashedPupil>[],
): void {
  const at = clock.now();
  const pupils: NewPupil[] = [];
  for (const { row, record, likenesses } of rows) {
    if (!record) continue;
    const candidacyId = ids.uuid();
    copying.rowIds.set(row, candidacyId);
    copying.digest.update(record.sha256, 'utf8');
    for (const likeness of likenesses)
      copying.likenesses.push({
        ...likeness,
        candidacyId,
        otherId: likeness.candidacyId,
        fullName: record.data.fullName,
      });
    const classId = record.classId ?? copying.classIds.get(classKey(record)) ?? null;
    pupils.push({ candidacyId, record, classId, numberIds: [ids.uuid(), ids.uuid()] });
  }
  insertStaged(db, pupils, { id: copying.batch.id, edition: editionIdToday(db, clock.today()), at, by: actor.userId });
  copying.added += pupils.length;
}

/** The one short commit: event, cases, state of the import, and the pupils. */
function commit(context: CommandContext, copying: Copying, updated: number, madeClasses: readonly string[]): void {
  const { db, clock, record } = context;
  const { batch } = copying;
  const added = countStaged(db, batch.id);
  if (added !== copying.added) throw new Error(`staged ${copying.added} rows, found ${added}`);
  const openedCases = [
    ...openDuplicateCases(context, stagedDuplicates(db, batch.id, copying.since)),
    ...openLikenessCases(context, copying.likenesses, copying.rowIds),
  ];
  const counts = {
    good: added,
    updated,
    unchanged: batch.unchanged + copying.unchanged + (batch.updated - updated),
    rejected: batch.rejected + copying.rejected,
  };
  const { fileName, fileSha256, noticeId } = batch;
  const rowsDigest = copying.digest.digest('hex');
  record({
    kind: 'roster.accepted',
    subjectNoun: 'importBatch',
    subjectId: batch.id,
    payload: {
      fileName,
      fileSha256,
      ...(noticeId !== null && { noticeId }),
      ...counts,
      rowsDigest,
      madeClasses,
      openedCases,
    },
  });
  saveBatch(db, batch.id, counts);
  if (!moveBatch(db, batch.id, 'accepting', { state: 'accepted', problem: null, finishedAt: clock.now() })) {
    throw new Error('the import moved on while it was being written');
  }
  releaseStaged(db, batch.id, releasedPerStep);
}

import type { ImportBatch } from '../../db/store/import-batch.ts';
import { readJudged } from '../../db/store/roster-row.ts';
import { insertClass } from '../../db/store/roster-row-accept.ts';
import { saveSchoolClass, schoolClassByCode } from '../../db/store/school-class.ts';
import type { HashedPupil } from '../../documents/roster-jobs.ts';
import { type ImportJob, importStep, takeTurn } from './import-job.ts';

export type MadeClasses = {
  /** by `classKey` */
  readonly ids: ReadonlyMap<string, string>;
  readonly made: readonly string[];
};

/**
 * Adds the classes that the rows to be imported name and the desk does not know, in a step of their own with an event each.
 * They are taken back if the import is; an empty class that a crash leaves behind is found again by the next attempt.
 */
export async function makeClasses(job: ImportJob, batch: ImportBatch): Promise<MadeClasses> {
  const wanted = await wantedClasses(job, batch);
  const ids = new Map<string, string>();
  const made: string[] = [];
  if (wanted.size === 0) return { ids, made };
  importStep(job, ({ db, ids: newIds, record }) => {
    for (const [key, pupil] of wanted) {
      const { schoolId, newClass, data } = pupil;
      if (!newClass || data.cohortYear === null) continue;
      const { code, name } = newClass;
      const known = schoolClassByCode(db, { schoolId, code, cohortYear: data.cohortYear });
      const id = known?.id ?? newIds.uuid();
      ids.set(key, id);
      const entry = { id, schoolId, code, name, cohortYear: data.cohortYear };
      if (known && known.closedAt !== null) {
        // the school had closed it: the roster brings its pupils back
        saveSchoolClass(db, known, { code, name, cohortYear: data.cohortYear, closedAt: null });
        record({
          kind: 'schoolClass.reopened',
          subjectNoun: 'schoolClass',
          subjectId: id,
          payload: { ...entry, batchId: batch.id },
        });
      }
      if (known) continue;
      made.push(id);
      insertClass(db, entry);
      record({
        kind: 'schoolClass.added',
        subjectNoun: 'schoolClass',
        subjectId: id,
        payload: { ...entry, batchId: batch.id },
      });
    }
  });
  return { ids, made };
}

/** The key under which `makeClasses` files a class that the roster named. */
export function classKey({ schoolId, newClass, data }: Pick<HashedPupil, 'schoolId' | 'newClass' | 'data'>): string {
  return JSON.stringify([schoolId, newClass?.code ?? '', data.cohortYear]);
}

async function wantedClasses(job: ImportJob, batch: ImportBatch): Promise<Map<string, HashedPupil>> {
  const wanted = new Map<string, HashedPupil>();
  for (const outcome of ['good', 'updated'] as const) {
    for (let after = 0; ; ) {
      const rows = readJudged<HashedPupil>(job.context.db, batch.id, outcome, after, 200);
      const last = rows.at(-1);
      if (!last) break;
      after = last.row;
      for (const { record } of rows) if (record?.newClass) wanted.set(classKey(record), record);
      await takeTurn();
    }
  }
  return wanted;
}

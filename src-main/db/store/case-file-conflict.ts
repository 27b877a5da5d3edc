import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { openCase } from './case-file.ts';

/** Kind of a case in which the region's word and the work here do not agree: people look, nothing is merged by itself. */
export const regionConflict = 'regionConflict';

/**
 * Opens a case about a notice that does not agree with the work here, once per notice. `sentence` is Chinese: who, what,
 * what to do.
 */
export function openRegionConflict(
  { db, clock, ids, record }: RegionContext,
  conflict: { readonly noticeId: string; readonly sentence: string; readonly candidacyIds: readonly string[] },
): void {
  const { noticeId, sentence, candidacyIds } = conflict;
  if (isKnown(db, noticeId)) return;
  const caseId = ids.uuid();
  const facts = { noticeId, candidacyIds };
  openCase(db, { id: caseId, kind: regionConflict, sentence, facts, candidacyIds, at: clock.now() });
  record({ kind: 'case.conflictFound', subjectNoun: 'caseFile', subjectId: caseId, payload: facts });
}

function isKnown(db: DeskDb, noticeId: string): boolean {
  return (
    db
      .statement(`SELECT 1 FROM case_file WHERE kind = ? AND facts ->> '$.noticeId' = ?`)
      .get(regionConflict, noticeId) !== undefined
  );
}

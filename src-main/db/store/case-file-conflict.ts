import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { openCase } from './case-file.ts';

/**
 * Kinds of cases in which two words do not agree and people look; nothing is merged by itself: the region's and the work
 * here, two desks of the office.
 */
const conflictKinds = ['regionConflict', 'deskConflict'] as const;
type ConflictKind = (typeof conflictKinds)[number];

/** True for a case that asks people to look into something, not whether two records are one person. */
export function isConflict(kind: string): boolean {
  return conflictKinds.some((one) => one === kind);
}

/**
 * Opens a case about something that does not agree with the work here, once per `about` (the id of the notice, or of
 * the capture that came). `sentence` is Chinese: who, what, what to do.
 */
export function openConflict(
  { db, clock, ids, record }: RegionContext,
  conflict: {
    readonly kind: ConflictKind;
    readonly about: string;
    readonly sentence: string;
    readonly candidacyIds: readonly string[];
  },
): void {
  const { kind, about, sentence, candidacyIds } = conflict;
  if (isKnown(db, kind, about)) return;
  const caseId = ids.uuid();
  const facts = { about, candidacyIds };
  openCase(db, { id: caseId, kind, sentence, facts, candidacyIds, at: clock.now() });
  record({ kind: 'case.conflictFound', subjectNoun: 'caseFile', subjectId: caseId, payload: facts });
}

function isKnown(db: DeskDb, kind: ConflictKind, about: string): boolean {
  return (
    db.statement(`SELECT 1 FROM case_file WHERE kind = ? AND facts ->> '$.about' = ?`).get(kind, about) !== undefined
  );
}

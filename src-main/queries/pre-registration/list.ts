import type { ParsedInput } from '#shared/contract/index.ts';
import { type CandidacyStatus, candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { openFindings } from '#shared/domain/finding.ts';
import { listLimit } from '#shared/domain/list-limit.ts';
import { ok } from '#shared/lib/result.ts';
import { check } from '#shared/regulation/engine.ts';
import { teacherApprovalRules } from '#shared/regulation/rule-sets.ts';
import { type CandidacyRow, findCandidacies } from '../../db/store/candidacy.ts';
import { pupilLines } from '../../db/store/candidacy-line.ts';
import { scopeCondition } from '../../db/store/candidacy-reach.ts';
import { classByClass } from '../../db/store/class-by-class.ts';
import { recordFacts } from '../../db/store/facts.ts';
import { editionOf } from '../../db/store/facts-office.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';

type View = ParsedInput<'preRegistration.list'>['status'];

const live = candidacyStatuses.filter((status) => !['staged', 'joined', 'withdrawn', 'void'].includes(status));
const views = {
  waiting: { statuses: ['preRegistered'], where: '' },
  returned: { statuses: ['returned'], where: '' },
  approved: { statuses: live, where: 'AND c.approved_by_teacher IS NOT NULL' },
  all: { statuses: live, where: '' },
} as const satisfies Record<View, { statuses: readonly CandidacyStatus[]; where: string }>;

// private candidates have no class teacher: they wait in the queue of applications (1.1.1c)
const ofPupils = `(c.class_id IS NOT NULL OR c.entry_category = 'enrolled')`;

/**
 * Pre-registrations of the account's scope with the number of findings about their data, in class and seat order; the
 * rest comes up as these are done, or class by class (`preRegistration.counts`).
 */
export const listPreRegistrations: QueryHandler<'preRegistration.list'> = (input, context) => {
  const { db, actor } = context;
  const scope = scopeCondition(actor);
  const { statuses, where } = views[input.status];
  const lines = classByClass(db, { statuses, classId: input.classId, actor, limit: listLimit }, (classId, limit) =>
    pupilLines(db, {
      where: `${scope.sql} AND c.class_id IS @classId AND c.status IN (SELECT value FROM json_each(@statuses)) ${where}
        AND ${ofPupils}`,
      parameters: { ...scope.parameters, classId, statuses: JSON.stringify(statuses) },
      orderBy: 'c.seat_no IS NULL, c.seat_no, c.pinyin_full, c.id',
      limit,
    }),
  );
  const rows = findCandidacies(
    db,
    lines.map((line) => line.candidacyId),
  );
  return ok(
    lines.flatMap((line) => {
      const row = rows.get(line.candidacyId);
      if (!row) return [];
      return [{ ...line, findingCount: findingsAboutData(context, row).length, returnReason: row.returnReason }];
    }),
  );
};

/** Findings about the data; those about who may approve are not the pupil's. */
export function findingsAboutData(context: QueryContext, row: CandidacyRow) {
  const edition = editionOf(context, row);
  const findings = check(teacherApprovalRules, recordFacts(context, row), edition);
  return openFindings(findings).filter((finding) => finding.field !== null);
}

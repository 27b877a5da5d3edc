import type { ParsedInput } from '#shared/contract/index.ts';
import { openFindings } from '#shared/domain/finding.ts';
import { ok } from '#shared/lib/result.ts';
import { check } from '#shared/regulation/engine.ts';
import { teacherApprovalRules } from '#shared/regulation/rule-sets.ts';
import { type CandidacyRow, findCandidacies } from '../../db/store/candidacy.ts';
import { pupilLines } from '../../db/store/candidacy-line.ts';
import { scopeCondition } from '../../db/store/candidacy-reach.ts';
import { recordFacts } from '../../db/store/facts.ts';
import { editionOf } from '../../db/store/facts-office.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';

const conditions = {
  waiting: `c.status = 'preRegistered'`,
  returned: `c.status = 'returned'`,
  approved: `c.approved_by_teacher IS NOT NULL`,
  all: `c.status NOT IN ('joined', 'withdrawn', 'void')`,
} as const satisfies Record<ParsedInput<'preRegistration.list'>['status'], string>;

/** Pre-registrations of the account's scope with the number of findings about their data, in class and seat order. */
export const listPreRegistrations: QueryHandler<'preRegistration.list'> = (input, context) => {
  const { db, actor } = context;
  const scope = scopeCondition(actor);
  const inClass = input.classId === null ? '' : ' AND c.class_id = @classId';
  const lines = pupilLines(db, {
    where: `${scope.sql} AND ${conditions[input.status]}${inClass}`,
    parameters: { ...scope.parameters, ...(input.classId !== null && { classId: input.classId }) },
    orderBy: 's.code, k.code, c.seat_no IS NULL, c.seat_no, c.pinyin_full, c.id',
  });
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

import { writeAudit } from '../../db/store/audit.ts';
import { caseExistsBetween, openCase } from '../../db/store/case-file.ts';
import type { RowLikeness } from '../../db/store/roster-row.ts';
import type { CommandContext } from '../../platform/act.ts';

/** A pupil of the import who resembles somebody: `otherId` in the database, or `row` of the same file. */
export type StagedLikeness = Pick<RowLikeness, 'kind' | 'row'> & {
  readonly candidacyId: string;
  readonly otherId: string | null;
  readonly fullName: string;
};

/** A case as the event of the import names it; each has an audit line of its own. */
export type OpenedCase = {
  readonly caseId: string;
  readonly kind: string;
  readonly candidacyIds: readonly [string, string];
};

/** Opens a case for each pair of the same name and birth date; a pair is asked about once. */
export function openLikenessCases(
  context: CommandContext,
  likenesses: readonly StagedLikeness[],
  rowIds: ReadonlyMap<number, string>,
): OpenedCase[] {
  return likenesses.flatMap(({ kind, candidacyId, otherId, row, fullName }) => {
    const other = otherId ?? (row === null ? undefined : rowIds.get(row));
    if (other === undefined) return [];
    const sentence = `${fullName}：两份记录姓名、出生日期相同，证件号码不同。核对是不是同一人`;
    return open(context, kind, sentence, candidacyId, other);
  });
}

/** Opens a case for each pupil whose number somebody else got between preview and commit: visible, nobody turned away. */
export function openDuplicateCases(
  context: CommandContext,
  pairs: readonly { readonly stagedId: string; readonly otherId: string; readonly fullName: string }[],
): OpenedCase[] {
  return pairs.flatMap(({ stagedId, otherId, fullName }) =>
    open(context, 'duplicateDocument', `${fullName}：两份记录证件号码相同。核对是不是同一人`, stagedId, otherId),
  );
}

function open(context: CommandContext, kind: string, sentence: string, one: string, other: string): OpenedCase[] {
  const { db, actor, ids, clock } = context;
  if (caseExistsBetween(db, kind, one, other)) return [];
  const opened: OpenedCase = { caseId: ids.uuid(), kind, candidacyIds: [one, other] };
  const at = clock.now();
  openCase(db, { id: opened.caseId, kind, sentence, facts: { from: 'roster' }, candidacyIds: [one, other], at });
  writeAudit(db, { at, actor, call: 'roster.accept', outcome: 'done', subjectId: opened.caseId, reference: null });
  return [opened];
}

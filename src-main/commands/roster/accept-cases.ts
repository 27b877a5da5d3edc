import { caseExistsBetween, openCase } from '../../db/store/case-file.ts';
import type { RowLikeness } from '../../db/store/roster-row.ts';
import type { CommandContext } from '../../platform/act.ts';

/** A pupil of the import who resembles somebody: `otherId` in the database, or `row` of the same file. */
export type StagedLikeness = Pick<RowLikeness, 'kind' | 'row'> & {
  readonly candidacyId: string;
  readonly otherId: string | null;
  readonly fullName: string;
};

/** Opens a case for each pair of the same name and birth date; a pair is asked about once. */
export function openLikenessCases(
  context: CommandContext,
  likenesses: readonly StagedLikeness[],
  rowIds: ReadonlyMap<number, string>,
): void {
  for (const { kind, candidacyId, otherId, row, fullName } of likenesses) {
    const other = otherId ?? (row === null ? undefined : rowIds.get(row));
    if (other === undefined) continue;
    const sentence = `${fullName}：两份记录姓名、出生日期相同，证件号码不同。核对是不是同一人`;
    open(context, kind, sentence, candidacyId, other);
  }
}

/** Opens a case for each pupil whose number somebody else got between preview and commit: visible, nobody turned away. */
export function openDuplicateCases(
  context: CommandContext,
  pairs: readonly { readonly stagedId: string; readonly otherId: string; readonly fullName: string }[],
): void {
  for (const { stagedId, otherId, fullName } of pairs) {
    open(context, 'duplicateDocument', `${fullName}：两份记录证件号码相同。核对是不是同一人`, stagedId, otherId);
  }
}

function open({ db, ids, clock }: CommandContext, kind: string, sentence: string, one: string, other: string): void {
  if (caseExistsBetween(db, kind, one, other)) return;
  openCase(db, {
    id: ids.uuid(),
    kind,
    sentence,
    facts: { from: 'roster' },
    candidacyIds: [one, other],
    at: clock.now(),
  });
}

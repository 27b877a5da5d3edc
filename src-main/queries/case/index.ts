import { listLimit } from '../../../shared/domain/list-limit.ts';
import { ok } from '../../../shared/lib/result.ts';
import { isConflict } from '../../db/store/case-file-conflict.ts';
import { type CaseListRow, listCases } from '../../db/store/case-file-decision.ts';
import type { QueryHandler } from '../../platform/act.ts';

const kindLabels: Readonly<Record<string, string>> = {
  duplicateDocument: '证件号相同',
  sameNameAndBirth: '姓名生日相同',
  nearDocument: '证件号只差一处',
  regionConflict: '与自治区对不上',
  deskConflict: '两台登记台都办了',
};

const list: QueryHandler<'case.list'> = ({ state }, { db }) =>
  ok(
    listCases(db, state, listLimit).map((row) => ({
      caseId: row.caseId,
      kind: row.kind,
      kindLabel: kindLabels[row.kind] ?? '业务件',
      asks: isConflict(row.kind) ? ('lookInto' as const) : ('samePerson' as const),
      sentence: row.sentence,
      openedAt: row.openedAt,
      state: row.state,
      decision: decisionInWords(row),
      candidacyIds: [...row.candidacyIds],
    })),
  );

function decisionInWords({ decision, decisionReason }: CaseListRow): string | null {
  if (decision === null) return null;
  const words = { same: '同一人', lookedInto: '核对过' }[decision] ?? '不是同一人';
  return decisionReason ? `${words}：${decisionReason}` : words;
}

/** Reads about cases. */
export const caseQueries = { 'case.list': list };

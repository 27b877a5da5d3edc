import { decideResubmission } from '#shared/domain/candidacy-acts.ts';
import type { CandidateField } from '#shared/domain/candidate-field.ts';
import type { CodeTables } from '#shared/domain/code-table.ts';
import { ok } from '#shared/lib/result.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { codeInWords, fieldLines } from '../../db/store/candidacy-fields.ts';
import { changesSinceReturn, historyOf } from '../../db/store/candidacy-history.ts';
import { pupilLineOf } from '../../db/store/candidacy-line.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { judgeAct, type OfferedAct, offer, subjectOf } from '../../db/store/decision.ts';
import { recordFacts } from '../../db/store/facts.ts';
import { editionOf } from '../../db/store/facts-office.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';
import { findingsAboutData } from './list.ts';

/** The check-answers sheet of one pupil: every field in words, what was mended since the return, findings, history. */
export const preRegistrationSheet: QueryHandler<'preRegistration.sheet'> = (input, context) => {
  const { db, actor } = context;
  const reached = reachCandidacy(db, actor, input.candidacyId);
  if (!reached.ok) return reached;
  const row = reached.value;
  const data = candidateDataOf(db, row);
  const tables = codeTables(db);
  const changes = changesSinceReturn(db, row.id);
  return ok({
    line: pupilLineOf(db, row.id),
    fields: fieldLines(tables, data).map((line) => ({
      ...line,
      changedFrom: oldValue(tables, line.field, changes[line.field]?.from),
    })),
    resume: [...data.resume],
    family: [...data.family],
    findings: findingsAboutData(context, row),
    acts: offers(context, row),
    history: historyOf(db, row.id),
  });
};

function oldValue(tables: CodeTables, field: CandidateField, from: unknown): string | null {
  if (from === undefined) return null;
  if (from === null || from === '') return '未填';
  if (Array.isArray(from)) return `${from.length} 条`;
  return codeInWords(tables, field, String(from));
}

/** The acts of the account's role on this pre-registration, judged as the acts themselves are. */
function offers(context: QueryContext, row: CandidacyRow): OfferedAct[] {
  if (context.actor.role === 'classTeacher') {
    const facts = recordFacts(context, row);
    const acts = ['preRegistration.approve', 'preRegistration.return'] as const;
    return acts.map((act) => offer(act, judgeAct(act, context, row, facts)));
  }
  if (context.actor.role !== 'clerk') return [];
  // the form is not filled in yet: only the state can be against it
  return [offer('preRegistration.enter', decideResubmission(subjectOf(row, editionOf(context, row).id), []))];
}

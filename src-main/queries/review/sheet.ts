import type { CandidateField } from '#shared/domain/candidate-field.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { ok } from '#shared/lib/result.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { codeInWords, fieldLines } from '../../db/store/candidacy-fields.ts';
import { historyOf } from '../../db/store/candidacy-history.ts';
import { pupilLineOf } from '../../db/store/candidacy-line.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { lastOpenFindings } from '../../db/store/decision.ts';
import { differencesOfCompletion } from '../../db/store/difference-holding.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { reviewLine } from './review-line.ts';

/** One record for the reviewer: fields with what card and roster said, findings of the completion, history. */
export const reviewSheet: QueryHandler<'review.sheet'> = (input, context) => {
  const { db, actor } = context;
  const reached = reachCandidacy(db, actor, input.candidacyId);
  if (!reached.ok) return reached;
  const row = reached.value;
  const settled = differencesOfCompletion(db, row);
  return ok({
    line: reviewLine(context, pupilLineOf(db, row.id), row),
    fields: fieldLines(codeTables(db), candidateDataOf(db, row)).map((line) => {
      const difference = settled.find((one) => one.field === line.field);
      return {
        ...line,
        differs: difference !== undefined,
        rosterValue: difference ? codeInWords(codeTables(db), line.field, difference.rosterValue) : null,
        documentValue: difference ? codeInWords(codeTables(db), line.field, difference.documentValue) : null,
        settled: difference ? (difference.settled as 'roster' | 'document') : null,
      };
    }),
    documentPictures: settled
      .filter((one) => one.documentPictureSha256 !== null)
      .map((one) => ({
        differenceId: one.id,
        field: one.field,
        label: candidateFieldLabel(one.field as CandidateField),
      })),
    findings: lastOpenFindings(db, row.id, 'candidacy.completed'),
    history: historyOf(db, row.id),
  });
};

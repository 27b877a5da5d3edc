import type { Decision } from '#shared/domain/act-decision.ts';
import { decideRecordChange } from '#shared/domain/record-change.ts';
import type { RecordChange } from '#shared/labels/record-change.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { classChangeOfferRules, classChangeRules, mobileChangeRules } from '#shared/regulation/rule-sets.ts';
import type { CandidacyRow } from './candidacy.ts';
import { type OfferedAct, subjectOf } from './decision.ts';
import { recordFacts } from './facts.ts';
import { editionOf, type FactsContext } from './facts-office.ts';
import { targetClassOf } from './school-class.ts';

type Change = Decision<{ readonly flags: readonly string[] }>;

/** Class change (2.4) of one record into the class `classId`. */
export function judgeClassChange(context: FactsContext, row: CandidacyRow, classId: string): Change {
  const targetClass = targetClassOf(context.db, classId);
  return judge('classChange.perform', classChangeRules, context, row, { targetClass });
}

/** Whether the record may change class now, before a class is chosen: as the screens offer it. */
export function offerClassChange(context: FactsContext, row: CandidacyRow): OfferedAct {
  const { result } = judge('classChange.perform', classChangeOfferRules, context, row, {});
  return { act: 'classChange.perform', open: result.ok, why: result.ok ? [] : [...result.fault.findings] };
}

/** Mobile change (2.5) to `mobile` by the candidate, there or not. */
export function judgeMobileChange(
  context: FactsContext,
  row: CandidacyRow,
  mobile: string | null,
  pupilPresent: boolean,
): Change {
  return judge('mobileChange.perform', mobileChangeRules, context, row, { mobile, pupilPresent });
}

function judge(
  act: RecordChange,
  rules: readonly Rule[],
  context: FactsContext,
  row: CandidacyRow,
  asked: CandidacyFacts,
): Change {
  const edition = editionOf(context, row);
  return decideRecordChange(
    act,
    subjectOf(row, edition.id),
    check(rules, { ...recordFacts(context, row), ...asked }, edition),
  );
}

import type { Consequence } from '#shared/domain/finding.ts';
import { ok } from '#shared/lib/result.ts';
import { type Coverage, clauseCoverage, clauseIds, clauseReference } from '#shared/regulation/clauses.ts';
import type { Edition, ParameterName } from '#shared/regulation/parameters.ts';
import { parameter, parameters } from '#shared/regulation/parameters.ts';
import { allRules } from '#shared/regulation/rule-sets.ts';
import { editionToday } from '../../db/store/facts-office.ts';
import { editionById } from '../../db/store/office.ts';
import type { QueryHandler } from '../../platform/act.ts';

const consequences = {
  block: '不能办',
  hold: '先等着',
  flag: '带标记继续',
  warn: '要写明原因',
} as const satisfies Record<Consequence, string>;

/** The regulation as this desk works by it today: clauses, rules, parameters. */
const read: QueryHandler<'regulation.read'> = (_input, { db, clock }) => {
  const today = clock.today();
  const edition = editionToday(db, today);
  return ok({
    edition: { label: editionById(db, edition.id)?.label ?? edition.id, inForceFrom: edition.inForceFrom },
    clauses: clauseIds.map((id) => ({
      ...clauseReference(id),
      rules: allRules.filter((rule) => rule.clauses.includes(id)).map(ruleLine),
      note: noteOf(clauseCoverage(id)),
    })),
    houseRules: allRules.filter((rule) => rule.house).map(ruleLine),
    parameters: (Object.keys(parameters) as ParameterName[]).map((name) => parameterLine(edition, name, today)),
  });
};

function ruleLine({ id, title, consequenceOfFail }: (typeof allRules)[number]) {
  return { ruleId: id, title, consequence: consequences[consequenceOfFail] };
}

function noteOf(coverage: Coverage): string | null {
  if (coverage === 'ruled') return null;
  if ('partly' in coverage) return `还没有做完：${coverage.partly}`;
  if ('later' in coverage) return `还没有做：${coverage.later}`;
  return `没有规则：${coverage.noRule}`;
}

function parameterLine(edition: Edition, name: ParameterName, today: string) {
  const { label, cites, source } = parameters[name];
  const value = parameter(edition, name, today);
  return {
    name,
    label,
    value: Array.isArray(value)
      ? value.join('、') || '空'
      : typeof value === 'boolean'
        ? value
          ? '是'
          : '否'
        : String(value),
    basis: cites === 'silent' ? '规定没有写' : cites.map((id) => clauseReference(id).shownAs).join('、'),
    source,
    ofEdition: edition.parameters[name] !== undefined,
  };
}

export const regulationQueries = { 'regulation.read': read };

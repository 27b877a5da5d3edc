import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceLabel, stepLabel } from '../shared/labels/application.ts';
import { windowKindLabel } from '../shared/labels/window-kind.ts';
import { type ClauseId, clauseCoverage, clauseIds, clauseReference } from '../shared/regulation/clauses.ts';
import { parameters } from '../shared/regulation/parameters.ts';
import { type Procedure, procedures } from '../shared/regulation/procedures.ts';
import { allRules } from '../shared/regulation/rule-sets.ts';
import { type RuleTests, runRuleTests } from './rule-tests.ts';

/** Where the page lives; tests/rules/coverage.test.ts compares it with `coveragePage()`. */
export const coverageFile = join(import.meta.dirname, '../docs/regulation-coverage.md');

/**
 * docs/regulation-coverage.md as it should be: clauses with their rules and tests or reasons, procedures, parameters. `tests`
 * is what a run of the rule tests has shown.
 */
export function coveragePage(tests: RuleTests): string {
  const houseRules = allRules.filter((rule) => rule.house);
  return [
    '# 规定与代码对照',
    '',
    '由 `node scripts/regulation-coverage.ts` 写出，不手改；`tests/rules/coverage.test.ts` 核对。列出的测试在真跑的时候让规则通过过、也让它不通过过。条款大意是我们自己的话，原文以自治区印发的为准。',
    '',
    '| 条款 | 编号 | 大意 | 规则或原因 | 测试（tests/rules） |',
    '|---|---|---|---|---|',
    ...clauseIds.map((id) => clauseLine(id, tests)),
    '',
    '## 业务的步骤',
    '',
    '| 业务 | 条款 | 步骤 | 窗口 | 材料 |',
    '|---|---|---|---|---|',
    ...Object.values(procedures).map(procedureLine),
    '',
    '## 参数',
    '',
    '规定版本可以按名称改这些值。',
    '',
    '| 参数 | 意思 | 缺省值（起始日期） | 依据 | 来源 |',
    '|---|---|---|---|---|',
    ...Object.entries(parameters).map(([name, parameter]) => {
      const values = parameter.values.map(({ from, value }) => `${shown(value)}（${from}）`).join('，');
      const basis = parameter.cites === 'silent' ? '规定没有写' : parameter.cites.map(placeOf).join('、');
      return `| \`${name}\` | ${parameter.label} | ${values} | ${basis} | ${parameter.source} |`;
    }),
    '',
    '## 本系统规则',
    '',
    '不引条款，规定版本停用不了。',
    '',
    '| 规则 | 要求 | 测试（tests/rules） |',
    '|---|---|---|',
    ...houseRules.map((rule) => `| \`${rule.id}\` | ${rule.title} | ${(tests.get(rule.id) ?? []).join(' ')} |`),
    '',
  ].join('\n');
}

function clauseLine(id: ClauseId, tests: RuleTests): string {
  const { shownAs, summary } = clauseReference(id);
  return `| ${shownAs} | ${id} | ${summary} | ${coverageInWords(id)} | ${testsOfClause(id, tests)} |`;
}

function testsOfClause(id: ClauseId, tests: RuleTests): string {
  const files = allRules.filter((rule) => rule.clauses.includes(id)).flatMap((rule) => tests.get(rule.id) ?? []);
  return [...new Set(files)].sort().join(' ') || '—';
}

function procedureLine({ label, clauses, steps, window, evidence }: Procedure): string {
  const chain = steps.map((step) => {
    const only = step.onlyFor === undefined ? '' : step.onlyFor === 'enrolled' ? '（只在校生）' : '（只社会考生）';
    return `${stepLabel(step.kind)}${only}${step.clauses.length === 0 ? '' : ` ${step.clauses.join('、')}`}`;
  });
  const span = window === null ? '随时' : windowKindLabel(window);
  const proofs = evidence.map(evidenceLabel).join('、') || '—';
  return `| ${label} | ${clauses.join('、') || '本系统规则'} | ${chain.join(' → ')} | ${span} | ${proofs} |`;
}

function coverageInWords(id: ClauseId): string {
  const coverage = clauseCoverage(id);
  const rules = allRules.filter((rule) => rule.clauses.includes(id)).map((rule) => `\`${rule.id}\``);
  if (coverage === 'ruled') return rules.join(' ');
  if ('partly' in coverage) return `${rules.join(' ')}；下一期：${coverage.partly}`;
  if ('later' in coverage) return `下一期：${coverage.later}`;
  return `没有规则：${coverage.noRule}`;
}

function placeOf(id: ClauseId): string {
  return clauseReference(id).shownAs;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(' ') || '空' : String(value);
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(coverageFile, coveragePage(await runRuleTests()));
  console.log(`wrote ${coverageFile}`);
}

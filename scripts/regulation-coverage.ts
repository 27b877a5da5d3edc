import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClauseId, clauseCoverage, clauseIds, clauseReference } from '../shared/regulation/clauses.ts';
import { parameters } from '../shared/regulation/parameters.ts';
import { allRules } from '../shared/regulation/rule-sets.ts';

/** Where the page lives; tests/rules/coverage.test.ts compares it with `coveragePage()`. */
export const coverageFile = join(import.meta.dirname, '../docs/regulation-coverage.md');

/** docs/regulation-coverage.md as it should be: clauses with their rules or reasons, parameters, rules of the house. */
export function coveragePage(): string {
  const houseRules = allRules.filter((rule) => rule.house);
  return [
    '# 规定与代码对照',
    '',
    '由 `node scripts/regulation-coverage.ts` 写出，不手改；`tests/rules/coverage.test.ts` 核对。条款大意是我们自己的话，原文以自治区印发的为准。',
    '',
    '| 条款 | 编号 | 大意 | 规则或原因 |',
    '|---|---|---|---|',
    ...clauseIds.map(clauseLine),
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
    '| 规则 | 要求 |',
    '|---|---|',
    ...houseRules.map((rule) => `| \`${rule.id}\` | ${rule.title} |`),
    '',
  ].join('\n');
}

function clauseLine(id: ClauseId): string {
  const { shownAs, summary } = clauseReference(id);
  return `| ${shownAs} | ${id} | ${summary} | ${coverageInWords(id)} |`;
}

function coverageInWords(id: ClauseId): string {
  const coverage = clauseCoverage(id);
  const rules = allRules.filter((rule) => rule.clauses.includes(id)).map((rule) => `\`${rule.id}\``);
  if (coverage === 'ruled') return rules.join(' ');
  if ('partly' in coverage) return `${rules.join(' ')}；尚缺：${coverage.partly}`;
  if ('later' in coverage) return `以后：${coverage.later}`;
  return `没有规则：${coverage.noRule}`;
}

function placeOf(id: ClauseId): string {
  return clauseReference(id).shownAs;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(' ') || '空' : String(value);
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(coverageFile, coveragePage());
  console.log(`wrote ${coverageFile}`);
}

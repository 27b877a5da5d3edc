import type { Consequence, Finding } from '../domain/finding.ts';

/** `《考籍管理办法》一（一）1`; several clauses share the title; a rule of the house says so instead. */
export function basisInWords(finding: Pick<Finding, 'clauses'>): string {
  const title = /^《[^》]*》/u;
  const [first, ...others] = [...new Set(finding.clauses.map((clause) => clause.shownAs))];
  if (first === undefined) return '本系统规则';
  return [first, ...others.map((shown) => shown.replace(title, ''))].join('、');
}

const opening = {
  block: (act: string) => `不能${act}`,
  hold: (act: string) => `现在不能${act}，先放着`,
  flag: (act: string) => `可以${act}，已作标记`,
  warn: (act: string) => `可以${act}，要写明原因`,
} as const satisfies Record<Consequence, (act: string) => string>;

/**
 * One finding as one Chinese text about an act (`完成登记`): what follows, the fact, the basis, the next step (UX §5).
 * A passing finding gives its title and basis only.
 */
export function explain(finding: Finding, act: string): string {
  const basis = `依据${basisInWords(finding)}`;
  if (finding.verdict === 'pass' || finding.consequence === null) return `${finding.title}：符合。${basis}`;
  return `${opening[finding.consequence](act)}：${finding.sentence}。${basis}。下一步：${finding.next}`;
}

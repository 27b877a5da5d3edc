import { type Ratio, type Round, ratioOf, type Spread, spreadOf } from './measure.ts';

/** An absolute goal, printed beside the number it is about. Nothing fails when it is missed. */
export type Goal = { readonly at: 'p50' | 'p95' | 'worst'; readonly ms: number };

/** One thing measured. */
export type Line = { readonly label: string; readonly rounds: readonly Round[]; readonly goal: Goal | null };

export type Memory = {
  readonly label: string;
  readonly rssMb: number | null;
  readonly pssMb: number | null;
  readonly ussMb: number | null;
};

export type Report = {
  readonly title: string;
  /** what the ratio is taken against */
  readonly baseline: string;
  readonly lines: readonly Line[];
  readonly memory: readonly Memory[];
  /** what a reader has to know to judge the numbers */
  readonly notes: readonly string[];
};

export type BenchOptions = {
  readonly quick: boolean;
  /** rounds instead of the benchmark's own number */
  readonly rounds: number | null;
  /** an empty folder on the disk that is measured, removed afterwards */
  readonly folder: string;
};

export type Benchmark = { readonly name: string; run(options: BenchOptions): Promise<Report> };

export type LineSummary = {
  readonly label: string;
  readonly ours: Spread;
  readonly baseline: Spread;
  readonly ratio: Ratio | null;
  readonly goal: Goal | null;
  readonly goalMet: boolean | null;
};

/** A line as numbers, over all rounds. */
export function summarise(line: Line): LineSummary {
  const ours = spreadOf(line.rounds.flatMap((round) => round.ours));
  const baseline = spreadOf(line.rounds.flatMap((round) => round.baseline));
  const goalMet = line.goal === null ? null : ours[line.goal.at] <= line.goal.ms;
  return { label: line.label, ours, baseline, ratio: ratioOf(line.rounds), goal: line.goal, goalMet };
}

/** A report as a table for the terminal; the same lines can stand in a Markdown file. */
export function reportText(report: Report): string {
  const header = ['项目', '次数', '我们 p50', 'p95', '最差', '基线 p50', 'p95', '倍数（各轮）', '目标'];
  const rows = report.lines.map((line) => lineCells(summarise(line)));
  const memory = report.memory.map(({ label, rssMb, pssMb, ussMb }) => [
    label,
    ...[rssMb, pssMb, ussMb].map(megabytes),
  ]);
  return [
    `## ${report.title}`,
    `基线：${report.baseline}`,
    '',
    table([header, ...rows]),
    ...(memory.length > 0 ? ['', table([['内存', 'RSS', 'PSS', 'USS'], ...memory])] : []),
    ...(report.notes.length > 0 ? ['', ...report.notes.map((note) => `- ${note}`)] : []),
    '',
  ].join('\n');
}

function lineCells({ label, ours, baseline, ratio, goal, goalMet }: LineSummary): string[] {
  return [
    label,
    String(ours.count),
    milliseconds(ours.p50),
    milliseconds(ours.p95),
    milliseconds(ours.worst),
    milliseconds(baseline.p50),
    milliseconds(baseline.p95),
    ratio === null ? '—' : `${times(ratio.median)}（${times(ratio.least)}–${times(ratio.most)}）`,
    goal === null ? '—' : `${goal.at} ≤ ${goal.ms} ms ${goalMet ? '✓' : '✗'}`,
  ];
}

function milliseconds(value: number): string {
  if (Number.isNaN(value)) return '—';
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value < 1 ? value.toFixed(3) : value.toFixed(value < 100 ? 1 : 0)} ms`;
}

function megabytes(value: number | null): string {
  return value === null ? '—' : `${Math.round(value)} MB`;
}

function times(value: number): string {
  return `×${value >= 10 ? value.toFixed(0) : value.toFixed(1)}`;
}

/** A Markdown table whose columns also line up in a terminal, where a Chinese character is two places wide. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => placesOf(row[column] ?? ''))));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - placesOf(cell))).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function placesOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2E80-\u9FFF\uFF00-\uFF60]/u.test(character) ? 2 : 1), 0);
}

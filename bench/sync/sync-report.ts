import { median } from '../measure.ts';
import { table } from '../report.ts';
import { idealMs, type LinkName, type LinkPlan, links } from './links.ts';
import type { RunResult } from './measure-run.ts';
import type { PreparedDesk } from './prepared-desk.ts';
import type { Way } from './words.ts';

export type Results = ReadonlyMap<LinkName, ReadonlyMap<Way, RunResult[]>>;

const wayNames: Readonly<Record<Way, string>> = {
  ours: '登记台',
  naive: '一份一个 POST',
  six: '六条连接各一份一个 POST',
  batch: '每批 1 MB 的 POST',
  pouch: 'PouchDB 复制',
  tus: 'tus，每次 1 MB',
};

/** One link as a table, with what was meant to be reached. */
export function linkReport(name: LinkName, desk: PreparedDesk, results: Results): string {
  const plan: LinkPlan = links[name];
  const byWay = results.get(name) ?? new Map<Way, RunResult[]>();
  const ideal = idealMs(plan.shape, desk.bytes);
  const { rttMs, loss, upMbit, downMbit, flap } = plan.shape;
  const drops = flap ? `，每 ${flap.everyS} 秒断 ${flap.forS} 秒（${flap.kind}）` : '';
  const rows = [...byWay].map(([way, runs]) => [
    wayNames[way],
    ratioCell(runs),
    `${runs.filter((one) => one.ms !== null).length} / ${runs.length}`,
    runs.length === 0 ? '—' : median(runs.map((one) => one.overhead)).toFixed(2),
  ]);
  return [
    `## ${name}：往返 ${rttMs} ms，丢包 ${loss * 100} %，上行 ${upMbit}、下行 ${downMbit} Mbit/s${drops}`,
    `${desk.records} 份，${(desk.bytes / 1e6).toFixed(2)} MB；理想 ${(ideal / 1000).toFixed(1)} s`,
    '',
    table([['送法', '理想的几倍（各轮）', '送完', '上行字节／内容'], ...rows]),
    '',
    ...goalLines(plan, byWay),
    '',
  ].join('\n');
}

function ratioCell(runs: readonly RunResult[]): string {
  const ratios = runs.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  const unfinished = runs.filter((one) => one.ms === null);
  const short = unfinished.length === 0 ? '' : `没有送完：${unfinished.map((one) => one.done).join('、')} 份`;
  if (ratios.length === 0) return short || '—';
  const range = `${median(ratios).toFixed(2)}（${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}）`;
  return short === '' ? range : `${range}；${short}`;
}

/** A median counts only where every round was finished. */
function medianOf(runs: readonly RunResult[]): number | null {
  const ratios = runs.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  return runs.length > 0 && ratios.length === runs.length ? median(ratios) : null;
}

function goalLines({ goal, goalAgainstBest }: LinkPlan, byWay: ReadonlyMap<Way, readonly RunResult[]>): string[] {
  const ours = medianOf(byWay.get('ours') ?? []);
  const sign = (isMet: boolean) => (isMet ? '✓' : '✗');
  const lines = [`- 目标：不过理想的 ${goal} 倍，每轮送完 ${sign(ours !== null && ours <= goal)}`];
  const others = [...byWay].flatMap(([way, runs]) =>
    way === 'ours' ? [] : [medianOf(runs) ?? Number.POSITIVE_INFINITY],
  );
  const best = Math.min(...others);
  if (ours === null || !Number.isFinite(best)) return lines;
  const times = best / ours;
  const against = goalAgainstBest === null ? '' : `，目标 ${goalAgainstBest} ${sign(times >= goalAgainstBest)}`;
  return [...lines, `- 比别的送法里最快的快 ${times.toFixed(2)} 倍${against}`];
}

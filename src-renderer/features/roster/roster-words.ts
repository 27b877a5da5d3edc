import type { Output } from '#shared/contract/index.ts';

export type Batch = Output<'roster.batch'>;
export type Summary = Batch['summary'];
export type Kind = Summary['kind'];
export type RosterRow = Output<'roster.rows'>['rows'][number];
export type CellProblem = RosterRow['problems'][number];
export type RowFilter = 'all' | 'bad' | 'cases' | 'mended' | 'good';

/** Where, which value, what is wrong and how to mend it: one sentence for the line under the table. */
export function explain(problem: CellProblem): string {
  if (problem.sentence.startsWith('第 ')) return problem.sentence;
  const value = problem.value === '' ? '空' : problem.value;
  return `第 ${problem.row} 行 · ${problem.fieldLabel} · ${value}：${problem.sentence}`;
}

/** What kind of file it is. */
export function batchKindWord(kind: Kind): string {
  return { roster: '名册', enrolmentList: '学籍名单', subjectResults: '考试成绩' }[kind];
}

/** What the rows of such a file are counted in. */
export function countUnit(kind: Kind): string {
  return kind === 'subjectResults' ? '条' : '人';
}

/** What an import came to, in one sentence per fact. */
export function resultSentences(summary: Summary): readonly string[] {
  const sentences: string[] = [];
  const unit = countUnit(summary.kind);
  if (summary.good > 0) sentences.push(`已导入 ${summary.good} ${unit}。`);
  if (summary.updated > 0) sentences.push(`更新 ${summary.updated} ${unit}。`);
  if (summary.unchanged > 0) sentences.push(`${summary.unchanged} ${unit}已在库，没有变化。`);
  if (summary.rejected > 0) {
    sentences.push(
      `另外 ${summary.rejected} 行没有导入：另存成“问题行.xlsx”，改好后导入它即可；原文件再导入一次也不会重复。`,
    );
  }
  if (summary.casesHeldBack > 0) {
    sentences.push(
      `其中 ${summary.casesHeldBack} 行和别的行或库中的人像是同一人，留在外面，没有开业务件：对照证件改正或删去，再导入“问题行.xlsx”。`,
    );
  }
  const opened = summary.cases - summary.casesHeldBack;
  if (opened > 0) sentences.push(`${opened} 处疑似同一人已列为业务件，等审核员决定，不影响登记。`);
  if (sentences.length === 0) sentences.push('没有写入任何数据。');
  return sentences;
}

/** State of an earlier import in words. */
export function batchStateWord(state: Summary['state']): string {
  const words = {
    reading: '正在读',
    mapping: '等认列',
    previewed: '已预览，未写入',
    accepting: '正在写入',
    accepted: '已导入',
    cancelled: '已取消，未写入',
    failed: '没有读成，未写入',
  } as const satisfies Record<Summary['state'], string>;
  return words[state];
}

/** How a faulty cell is marked, by what becomes of its row. */
export const severityLook = {
  reject: { tone: 'refused', shape: 'stop', word: '不能导入' },
  case: { tone: 'setAside', shape: 'joined', word: '疑似同一人' },
  mended: { tone: 'done', shape: 'tick', word: '已自动改正' },
  warn: { tone: 'returned', shape: 'flag', word: '提醒' },
} as const;

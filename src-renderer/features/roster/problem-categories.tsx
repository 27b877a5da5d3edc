import type { ReactNode } from 'react';
import type { Batch, RowFilter } from './roster-words.ts';

type Filter = { readonly only: RowFilter; readonly field: string | null };

/** Left of the preview: how many rows of each kind; pressing one shows exactly these. */
export function ProblemCategories({
  batch,
  filter,
  onFilter,
}: {
  readonly batch: Batch;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}): ReactNode {
  const { summary, byField } = batch;
  const line = (only: RowFilter, word: string, count: string, field: string | null = null, shown = true) =>
    shown && (
      <li key={`${only}:${field}`} className={field ? 'sub' : ''}>
        <button
          type="button"
          aria-pressed={filter.only === only && filter.field === field}
          onClick={() => onFilter({ only, field })}
        >
          <span>{word}</span>
          <span className="figures">{count}</span>
        </button>
      </li>
    );
  return (
    <nav className="card flush categories" aria-label="问题分类">
      <ul>
        {line('all', '全部', `${summary.rowsRead} 行`)}
        {line('good', '可导入', `${summary.good + summary.updated} 行`)}
        {summary.unchanged > 0 && <li className="plain figures">已在库，没有变化 {summary.unchanged} 行</li>}
        {line('bad', '不能导入', `${summary.rejected} 行`)}
        {byField.map((entry) => line('bad', entry.label, `${entry.count}`, entry.field))}
        {line('cases', '疑似同一人', `${summary.cases} 处`, null, summary.cases > 0)}
        {line('mended', '自动改正，不用处理', `${summary.mended} 处`, null, summary.mended > 0)}
      </ul>
    </nav>
  );
}

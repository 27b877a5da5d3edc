import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';

type Table = Output<'region.codeTables'>[number];
type Edition = Table['editions'][number];

/** The region's code tables: which edition holds here since when, what each changed, what is still to come. */
export function CodeTables({ isWanted }: { readonly isWanted: (entry: unknown) => boolean }): ReactNode {
  const { value, fault } = useDeskQuery('region.codeTables', {});
  const tables = (value ?? []).filter(isWanted);
  return (
    <>
      <FaultView fault={fault} />
      {value && tables.length === 0 && <EmptyState sentence="没有这样的代码表。换个字试试。" />}
      <ol className="clause-list" aria-label="代码表">
        {tables.map((table) => (
          <li key={table.table} className="card">
            <h2>
              {table.name} <span className="hint">{table.entries} 项</span>
            </h2>
            <p>{table.sentence}。</p>
            {table.coming.map((sentence) => (
              <p key={sentence}>还没有用上：{sentence}。</p>
            ))}
            <ul className="clause-rules">
              {table.editions.map((edition) => (
                <li key={edition.editionId}>
                  {edition.label} <span className="hint">{edition.editionId}</span>，自 {edition.inForceFrom} 起，
                  {dayAndTime(edition.arrivedAt)} 采用：{changesInWords(edition.changes)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  );
}

const shown = 12;

/** 新增 57 某族；改名 02 蒙古族（原蒙族）；停用 … */
function changesInWords({ added, renamed, removed, kept }: Edition['changes']): string {
  const parts = [
    part('新增', added, ({ code, name }) => `${code} ${name}`),
    part('改名', renamed, ({ code, name, from }) => `${code} ${name}（原${from}）`),
    part('停用', removed, ({ code, name }) => `${code} ${name}`),
    part('划出本考区、本机还有学生，照旧办', kept, ({ code, name }) => `${code} ${name}`),
  ].filter((text) => text !== null);
  return parts.length === 0 ? '没有变化' : parts.join('；');
}

function part<T>(word: string, list: readonly T[], of: (one: T) => string): string | null {
  if (list.length === 0) return null;
  const more = list.length > shown ? `等 ${list.length} 项` : '';
  return `${word} ${list.slice(0, shown).map(of).join('、')}${more}`;
}

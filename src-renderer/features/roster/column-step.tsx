import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { goBack } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { columnName, unusedColumns } from './column-name.ts';
import type { Batch } from './roster-words.ts';
import { StepLine, stepTitle } from './step-line.tsx';

const NONE = -1;

/** Step 2: our fields left, the file's columns right with three sample values; unsure matches first. */
export function ColumnStep({ batch, onDone }: { readonly batch: Batch; readonly onDone: () => void }): ReactNode {
  const { summary, columns, headers } = batch;
  const [chosen, setChosen] = useState<Readonly<Record<string, number | null>>>(() =>
    Object.fromEntries(columns.map((match) => [match.field, match.column])),
  );
  const map = useCommand('roster.mapColumns');
  const order = [...columns].sort((a, b) => rank(a) - rank(b));
  const missing = columns.filter((match) => match.required && (chosen[match.field] ?? null) === null);
  const twice = columns.filter((match) => {
    const column = chosen[match.field] ?? null;
    return column !== null && columns.some((other) => other.field !== match.field && chosen[other.field] === column);
  });
  const closedWhy =
    missing.length > 0
      ? `还没有对上：${missing.map((match) => match.label).join('、')}。文件里没有的，补上这一列再导入`
      : twice.length > 0
        ? `同一列用了两次：${twice.map((match) => match.label).join('、')}`
        : null;

  const isChanged = columns.some((match) => (chosen[match.field] ?? null) !== match.column);
  const unused = unusedColumns(headers, Object.values(chosen));

  const submit = async () => {
    const reply = await map.run({
      batchId: summary.batchId,
      columns: columns.map((match) => ({ field: match.field, column: chosen[match.field] ?? null })),
    });
    if (reply.ok) onDone();
  };
  return (
    <Page
      title={stepTitle(summary.kind, 1)}
      actions={
        <ActionBar
          primary={{ label: '就按这样认列', keyHint: 'Ctrl+回车', onAct: submit, closedWhy }}
          others={[
            { id: 'leave', label: isChanged ? '先放着，改过的认列不留' : '先放着', keyHint: 'Esc', onAct: goBack },
          ]}
        />
      }
    >
      <StepLine
        step={1}
        note={`${summary.fileName} · ${summary.rowsTotal ?? summary.rowsRead} 行 ${headers.length} 列 · 尚未写入任何数据`}
      />
      <FaultView fault={map.fault} />
      <table className="column-table card">
        <thead>
          <tr>
            <th scope="col">登记台的项目</th>
            <th scope="col">文件里的列</th>
            <th scope="col">前三行的值</th>
          </tr>
        </thead>
        <tbody>
          {order.map((match) => (
            <tr key={match.field}>
              <th scope="row">
                {match.label}
                {match.required && <span className="hint"> 必须有</span>}{' '}
                {!match.sure && match.column !== null && <ToneMark tone="returned" shape="flag" word="拿不准" />}
              </th>
              <td>
                <Select
                  aria-label={`${match.label} 对应的列`}
                  value={chosen[match.field] ?? NONE}
                  onChange={(column) => setChosen({ ...chosen, [match.field]: column === NONE ? null : column })}
                  showSearch={{ optionFilterProp: 'label' }}
                  style={{ width: 280 }}
                  options={[
                    { value: NONE, label: '文件里没有' },
                    ...headers.map((header, index) => ({ value: index, label: `${columnName(index)} ${header}` })),
                  ]}
                />
              </td>
              <td className="figures second">
                {chosen[match.field] === match.column ? match.samples.slice(0, 3).join('　') : '改过，预览时看'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {unused.length > 0 && <p className="second">文件里没有用到、不会导入的列：{unused.join('、')}</p>}
    </Page>
  );
}

/** Unsure first, then required ones without a column, then the rest in our order. */
function rank(match: Batch['columns'][number]): number {
  if (match.column !== null && !match.sure) return 0;
  return match.required && match.column === null ? 1 : 2;
}

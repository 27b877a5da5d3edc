import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { batchStateLabel } from '#shared/labels/batch.ts';
import { go } from '../stores/navigation-store.ts';
import { BatchBars, outcomeWords } from './batch-bars.tsx';
import './batch-table.css';
import { EmptyState } from './empty-state.tsx';
import { dayAndTime } from './moments.ts';
import { ScrollingTable } from './scrolling-table.tsx';
import { ToneMark } from './status-mark.tsx';

type Line = Output<'batch.list'>[number];

const looks = {
  prepared: { tone: 'underWay', shape: 'box' },
  released: { tone: 'underWay', shape: 'box' },
  undone: { tone: 'waiting', shape: 'back' },
} as const;

/** Every batch with its name, who made and released it, and how far it is; a name opens its page. */
export function BatchTable({
  lines,
  empty,
}: {
  readonly lines: readonly Line[] | undefined;
  readonly empty: string;
}): ReactNode {
  if (lines === undefined) return null;
  if (lines.length === 0) return <EmptyState sentence={empty} />;
  return (
    <ScrollingTable<Line>
      label="批次"
      className="batches"
      leastHeight={220}
      width={940}
      rowKey="batchId"
      dataSource={[...lines]}
      columns={[
        {
          title: '批次',
          width: 220,
          render: (_, line) => (
            <span className="batch-name">
              <Button type="link" size="small" onClick={() => go({ area: 'batch', params: { batchId: line.batchId } })}>
                {line.name}
              </Button>
              <span className="hint">{line.chosen}</span>
            </span>
          ),
        },
        { title: '状态', width: 130, render: (_, line) => <StateMark line={line} /> },
        { title: '谁、何时', width: 210, render: (_, line) => whoWords(line) },
        {
          title: '送到哪里',
          width: 220,
          render: (_, line) =>
            line.state === 'released' ? <BatchBars figures={line.figures} /> : `${line.figures.records} 份`,
        },
        { title: '结果', render: (_, line) => resultWords(line) },
      ]}
    />
  );
}

function StateMark({ line }: { readonly line: Line }): ReactNode {
  const isThere = line.state === 'released' && line.figures.waiting === 0;
  return isThere ? (
    <ToneMark tone="done" shape="tick" word="都有回执" />
  ) : (
    <ToneMark {...looks[line.state]} word={batchStateLabel(line.state)} />
  );
}

/** What the receipts said, and how many of the batch the region has counted by its manifest. */
function resultWords({ figures, region }: Line): string {
  const counted = region ? [`自治区点收 ${region.arrived}/${region.records}${region.complete ? ' 收齐' : ''}`] : [];
  return [outcomeWords(figures), ...counted].filter((part) => part !== '').join('，');
}

/** Who put it together, who released it, and when. */
function whoWords({ madeBy, madeAt, releasedBy, releasedAt }: Line): ReactNode {
  return (
    <span className="batch-name">
      {madeBy !== null && (
        <span>
          {madeBy} 装 {dayAndTime(madeAt)}
        </span>
      )}
      {releasedAt !== null && (
        <span>
          {releasedBy ?? '本机'} 放行 {dayAndTime(releasedAt)}
        </span>
      )}
    </span>
  );
}

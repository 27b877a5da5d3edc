import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ScrollingTable } from '../../ui/scrolling-table.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';

type Line = Output<'sync.stuck'>[number];

const looks = {
  refused: { tone: 'refused', shape: 'stop', word: '自治区退回' },
  waiting: { tone: 'returned', shape: 'flag', word: '送不出去' },
} as const;

/** What does not go on by itself: the reason in words, who has it, what comes next. The rest goes on meanwhile. */
export function StuckList(): ReactNode {
  const { value, fault } = useDeskQuery('sync.stuck', {});
  if (fault) return <FaultView fault={fault} />;
  if (value === undefined) return null;
  if (value.length === 0) return <EmptyState sentence="没有卡住的。退回的、送不出去的会列在这里，其余照常走。" />;
  return (
    <ScrollingTable<Line>
      label="卡住的"
      leastHeight={200}
      width={1040}
      rowKey="messageId"
      dataSource={[...value]}
      columns={[
        {
          title: '谁',
          width: 220,
          render: (_, line) => (
            <>
              <PersonName name={line.fullName} size="table" /> <span className="hint">{line.className}</span>
            </>
          ),
        },
        { title: '什么', dataIndex: 'what', width: 100 },
        { title: '怎么了', width: 130, render: (_, line) => <ToneMark {...looks[line.state]} /> },
        { title: '原因', render: (_, line) => line.reason },
        { title: '在谁手里', width: 130, dataIndex: 'owner' },
        { title: '下一步', width: 220, dataIndex: 'next' },
        {
          title: '批次、从何时',
          width: 150,
          render: (_, line) => `${line.batch ?? ''} ${dayAndTime(line.since)}`,
        },
      ]}
    />
  );
}

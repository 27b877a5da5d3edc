import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ScrollingTable } from '../../ui/scrolling-table.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';

type Line = Output<'sync.changes'>[number];

const looks = {
  waiting: { tone: 'underWay', shape: 'box', word: '等着送' },
  held: { tone: 'underWay', shape: 'box', word: '等前面的' },
  acknowledged: { tone: 'done', shape: 'tick', word: '已送达' },
  refused: { tone: 'refused', shape: 'stop', word: '自治区退回' },
} as const;

/** What is told to the region beside the records, each with its receipt or what it waits for. */
export function ChangeList(): ReactNode {
  const { value, fault } = useDeskQuery('sync.changes', { candidacyId: null });
  if (fault) return <FaultView fault={fault} />;
  if (value === undefined) return null;
  if (value.length === 0)
    return <EmptyState sentence="还没有变动。记录送出以后的换班、改手机号，还有选课报名，会列在这里。" />;
  return (
    <ScrollingTable<Line>
      label="变动"
      leastHeight={240}
      width={900}
      rowKey="messageId"
      dataSource={[...value]}
      columns={[
        { title: '序', dataIndex: 'changeSeq', width: 72 },
        {
          title: '谁',
          width: 220,
          render: (_, line) => (
            <>
              <PersonName name={line.fullName} size="table" /> <span className="hint">{line.className}</span>
            </>
          ),
        },
        { title: '什么变动', dataIndex: 'kindLabel', width: 110 },
        { title: '状态', width: 140, render: (_, line) => <ToneMark {...looks[line.state]} /> },
        { title: '时间', width: 150, render: (_, line) => dayAndTime(line.receivedAt ?? line.createdAt) },
        { title: '说明', render: (_, line) => line.reason ?? '' },
      ]}
    />
  );
}

import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ScrollingTable } from '../../ui/scrolling-table.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';

type Line = Output<'sync.outbox'>[number];

const looks = {
  waiting: { tone: 'underWay', shape: 'box', word: '等着送' },
  sending: { tone: 'underWay', shape: 'box', word: '正在送' },
  acknowledged: { tone: 'done', shape: 'tick', word: '已有回执' },
  refused: { tone: 'refused', shape: 'stop', word: '自治区退回' },
} as const;

/** Every message with its state; a refusal with its reason and who goes on. The outbox is a normal place, not an error. */
export function OutboxList({ lines, known }: { readonly lines: readonly Line[]; readonly known: boolean }): ReactNode {
  if (lines.length === 0) return known ? <EmptyState sentence="这里还没有记录。放行后的登记会排在这里。" /> : null;
  return (
    <ScrollingTable<Line>
      label="每一份的情形"
      className="outbox"
      leastHeight={240}
      width={900}
      rowKey="messageId"
      dataSource={[...lines]}
      columns={[
        { title: '序', dataIndex: 'deskSeq', width: 72 },
        { title: '姓名', width: 200, render: (_, line) => <PersonName name={line.fullName} size="table" /> },
        {
          title: '第几次',
          width: 88,
          render: (_, line) => (line.revision === 1 ? '首次' : `第 ${line.revision} 次`),
        },
        { title: '状态', width: 140, render: (_, line) => <ToneMark {...looks[line.state]} /> },
        {
          title: '时间',
          width: 150,
          render: (_, line) => dayAndTime(line.receivedAt ?? line.createdAt),
        },
        {
          title: '说明',
          render: (_, line) =>
            line.state === 'refused'
              ? `${line.reason ?? '没有写原因'}。下一步：审核员退给登记员重办`
              : (line.reason ?? (line.attempts > 0 && line.state === 'waiting' ? `试过 ${line.attempts} 次` : '')),
        },
      ]}
    />
  );
}

import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { ScrollingTable } from '../../ui/scrolling-table.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';

type Line = Output<'region.apply'>['lines'][number];

const looks = {
  applied: { tone: 'done', shape: 'tick', word: '已采用' },
  parked: { tone: 'waiting', shape: 'hollow', word: '先放着' },
  refused: { tone: 'refused', shape: 'stop', word: '不能采用' },
  fresh: { tone: 'underWay', shape: 'box', word: '新的' },
} as const;

/** Notices of the region with what became of each, and why one waits or cannot be used. */
export function NoticeList({ lines, label }: { readonly lines: readonly Line[]; readonly label: string }): ReactNode {
  return (
    <ScrollingTable<Line>
      label={label}
      leastHeight={200}
      width={760}
      rowKey="noticeId"
      dataSource={[...lines]}
      columns={[
        { title: '种类', dataIndex: 'kindLabel', width: 120 },
        { title: '状态', width: 120, render: (_, line) => <ToneMark {...looks[line.state ?? 'fresh']} /> },
        {
          title: '内容',
          render: (_, line) => (line.reason ? `${line.sentence}。${line.reason}` : line.sentence),
        },
      ]}
    />
  );
}

import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { dayAndTime } from '../../ui/moments.ts';
import { ScrollingTable } from '../../ui/scrolling-table.tsx';

type Line = Output<'parcel.desks'>['history'][number];

const stateWords = { begun: '写出（没写完）', whole: '写出', removed: '没有写成' } as const;

function wayWord({ way, state }: Line): string {
  return way === 'read' ? '读入' : stateWords[state];
}

/** Every parcel that was written or read here, newest first. What was handed over and did not get there is written again. */
export function ParcelHistory({
  lines,
  onAgain,
}: {
  readonly lines: readonly Line[];
  readonly onAgain: (deviceId: string, sha256: string) => void;
}): ReactNode {
  if (lines.length === 0) return <p className="second">这台还没有写过、读过数据包。</p>;
  return (
    <ScrollingTable<Line>
      label="数据包的来往"
      leastHeight={160}
      width={910}
      rowKey={({ sha256, way }) => `${way} ${sha256}`}
      dataSource={[...lines]}
      columns={[
        { title: '何时', width: 150, render: (_, line) => <span className="figures">{dayAndTime(line.at)}</span> },
        { title: '写还是读', width: 110, render: (_, line) => wayWord(line) },
        { title: '种类', width: 160, dataIndex: 'kindLabel' },
        { title: '对方', render: (_, line) => line.otherDesk ?? '自治区' },
        {
          title: '份数',
          width: 80,
          align: 'right',
          render: (_, line) => <span className="figures">{line.count}</span>,
        },
        { title: '谁', width: 140, dataIndex: 'by' },
        {
          title: '没有送到',
          width: 130,
          render: (_, { again, sha256 }) =>
            again && (
              <Button
                size="small"
                title={`U 盘丢了、包坏了：照原样再写这 ${again.records} 份。办公室读过的，再读没有变化`}
                onClick={() => onAgain(again.deviceId, sha256)}
              >
                再写一次…
              </Button>
            ),
        },
      ]}
    />
  );
}

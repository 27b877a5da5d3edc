import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ScrollingTable } from '../../ui/scrolling-table.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';

type Line = Output<'batch.read'>['records'][number];

const shapes = { waiting: 'hollow', underWay: 'box', done: 'tick', refused: 'stop', returned: 'back' } as const;

/** The records of a batch, each with its place; a refused one says why, who has it and what comes next. */
export function BatchRecords({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  return (
    <ScrollingTable<Line>
      label="这一批的每一份"
      leastHeight={220}
      width={860}
      rowKey="candidacyId"
      dataSource={[...lines]}
      columns={[
        { title: '姓名', width: 220, render: (_, line) => <PersonName name={line.fullName} size="table" /> },
        { title: '班级', dataIndex: 'className', width: 130 },
        { title: '第几次', width: 80, render: (_, line) => (line.revision === 1 ? '首次' : `第 ${line.revision} 次`) },
        {
          title: '在哪里',
          width: 210,
          render: (_, line) => <ToneMark tone={line.tone} shape={shapes[line.tone]} word={line.place} />,
        },
        { title: '说明', dataIndex: 'note' },
      ]}
    />
  );
}

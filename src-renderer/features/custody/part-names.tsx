import { type ReactNode, useEffect, useRef } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { ScrollingTable } from '../../ui/scrolling-table.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

type Line = Output<'custody.names'>[number];

/** The people behind one number of the equation. */
export function PartNames({
  part,
  label,
  count,
  classId,
}: {
  readonly part: string;
  readonly label: string;
  /** of the ledger: the names may be the first of more */
  readonly count: number;
  readonly classId: string | null;
}): ReactNode {
  const names = useDeskQuery('custody.names', { part, classId });
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number was opened: the focus follows to its names
  useEffect(() => heading.current?.focus(), [part]);
  return (
    <section className="part-names" aria-label={label}>
      <h2 ref={heading} tabIndex={-1}>
        {label}：{count} 人
      </h2>
      {names.value && names.value.length < count && (
        <p className="hint">先列出前 {names.value.length} 人。选一个班，就列出这个班的。</p>
      )}
      <FaultView fault={names.fault} />
      {names.value && names.value.length > 0 && (
        <ScrollingTable<Line>
          label={`${label}的名单`}
          leastHeight={180}
          width={700}
          rowKey="candidacyId"
          dataSource={names.value}
          columns={[
            { title: '姓名', width: 260, render: (_, line) => <PersonName name={line.fullName} size="table" /> },
            { title: '班级', width: 140, dataIndex: 'className' },
            { title: '状态', width: 170, render: (_, line) => <StatusMark status={line.status} /> },
            { title: '说明', dataIndex: 'note' },
          ]}
        />
      )}
    </section>
  );
}

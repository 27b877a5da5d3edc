import { Button, Table } from 'antd';
import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { type ClassLine, progressWords } from './school-words.ts';

/** One row per class, closed ones last; each act on a class stands in its row. */
export function ClassTable({
  classes,
  onPupils,
  onTeacher,
  onEdit,
  onClose,
}: {
  readonly classes: readonly ClassLine[];
  readonly onPupils: (line: ClassLine) => void;
  readonly onTeacher: (line: ClassLine) => void;
  readonly onEdit: (line: ClassLine) => void;
  readonly onClose: (line: ClassLine) => void;
}): ReactNode {
  return (
    <Table<ClassLine>
      size="small"
      pagination={false}
      rowKey="classId"
      dataSource={[...classes]}
      columns={[
        {
          title: '班级',
          render: (_, line) => (
            <>
              <strong>{line.name}</strong> {line.closed && <ToneMark tone="waiting" shape="stop" word="已关" />}
            </>
          ),
        },
        { title: '代码', dataIndex: 'code', width: 110 },
        { title: '入学年份', dataIndex: 'cohortYear', width: 90 },
        { title: '班主任', width: 240, render: (_, line) => <Teachers line={line} /> },
        { title: '学生', dataIndex: 'total', width: 64, align: 'right' },
        { title: '进度', render: (_, line) => progressWords(line) },
        {
          title: '办理',
          width: 330,
          render: (_, line) =>
            line.closed ? (
              <Button onClick={() => onEdit(line)}>重新开…</Button>
            ) : (
              <div className="row class-acts">
                <Button onClick={() => onPupils(line)}>看学生</Button>
                <Button onClick={() => onTeacher(line)}>班主任…</Button>
                <Button onClick={() => onEdit(line)}>改…</Button>
                {line.total === 0 && <Button onClick={() => onClose(line)}>关</Button>}
              </div>
            ),
        },
      ]}
    />
  );
}

function Teachers({ line }: { readonly line: ClassLine }): ReactNode {
  if (line.closed) return null;
  if (line.teachers.length === 0) return <ToneMark tone="returned" shape="flag" word="没有账户" />;
  return (
    <ul className="class-teachers">
      {line.teachers.map((teacher) => (
        <li key={teacher.userId}>
          <PersonName name={teacher.displayName} size="table" />
        </li>
      ))}
    </ul>
  );
}

import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { FindingList } from '../../ui/finding-panel.tsx';
import { Page } from '../../ui/page.tsx';
import { ClassDialog } from './class-dialog.tsx';
import { ClassTable } from './class-table.tsx';
import type { ClassLine, School } from './school-words.ts';
import { TeacherDialog } from './teacher-dialog.tsx';
import { useOpener } from './use-opener.ts';

type Open =
  | { readonly kind: 'class'; readonly line: ClassLine | null }
  | { readonly kind: 'teacher'; readonly line: ClassLine }
  | null;
const none: School['findings'] = [];

/** Every class of the school: teacher account there or missing, pupils, progress; and what the school's data lack. */
export function ClassesPage(): ReactNode {
  const [open, setOpen] = useState<Open>(null);
  const rememberOpener = useOpener(open !== null);
  const [told, setTold] = useState('');
  const school = useDeskQuery('school.read', {});
  const closing = useCommand('school.closeClass');
  const value = school.value;
  const findings = value?.findings ?? none;
  useBasis('学校资料', findings);

  const tell = (sentence: string) => {
    setTold(sentence);
    announce(sentence);
  };
  const done = (sentence: string) => {
    setOpen(null);
    tell(sentence);
    // accounts belong to the gate, which tells no screen that they changed
    void school.refetch();
  };
  const close = async (line: ClassLine) => {
    const reply = await closing.run({ classId: line.classId, version: line.version });
    if (reply.ok) tell(`已关 ${line.name}，需要时按“重新开…”`);
  };
  const show = (next: Open) => {
    rememberOpener();
    setOpen(next);
  };
  return (
    <Page
      title={value ? `${value.name}的班级` : '本校的班级'}
      aside={value && <span className="second">学校代码 {value.code}</span>}
      actions={
        <ActionBar
          primary={{ label: '新设班级…', keyHint: '回车', onAct: () => show({ kind: 'class', line: null }) }}
          others={[
            { label: '学校资料…', onAct: () => go({ area: 'school', params: { view: 'data' } }) },
            { label: '导入今年的名册', onAct: () => go({ area: 'roster' }) },
          ]}
        >
          {told !== '' && (
            <p role="status" className="second bar-note">
              {told}
            </p>
          )}
        </ActionBar>
      }
    >
      <FaultView fault={closing.fault ?? school.fault} onReload={() => void school.refetch()} />
      {findings.length > 0 && (
        <section className="card school-missing" aria-label="还缺的">
          <FindingList findings={findings} />
        </section>
      )}
      {value && value.classes.length === 0 && (
        <EmptyState
          sentence="还没有班级。名册里有的班，导入时会建上。"
          act={<Button onClick={() => go({ area: 'roster' })}>导入名册</Button>}
        />
      )}
      {value && value.classes.length > 0 && (
        <ClassTable
          classes={value.classes}
          onPupils={(line) => go({ area: 'school', params: { classId: line.classId } })}
          onTeacher={(line) => show({ kind: 'teacher', line })}
          onEdit={(line) => show({ kind: 'class', line })}
          onClose={(line) => void close(line)}
        />
      )}
      {value && value.withoutClass > 0 && (
        <p className="without-class">
          还有 {value.withoutClass} 名学生没有班级。
          <Button type="link" onClick={() => go({ area: 'school', params: { classId: 'none' } })}>
            给他们分班
          </Button>
        </p>
      )}
      {open?.kind === 'class' && <ClassDialog line={open.line} onDone={done} onClose={() => setOpen(null)} />}
      {open?.kind === 'teacher' && value && (
        <TeacherDialog schoolId={value.schoolId} line={open.line} onDone={done} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

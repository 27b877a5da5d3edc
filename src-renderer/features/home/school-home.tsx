import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { useArrivedRosterLines } from './arrived-lines.ts';
import { HomeBlock, type HomeLine } from './home-block.tsx';

/** Home of class teacher and school: own pupils only, by class. */
export function SchoolHome(): ReactNode {
  const isTeacher = usePerson()?.role === 'classTeacher';
  const counts = useDeskQuery('preRegistration.counts', {});
  const returned = useDeskQuery('preRegistration.list', { classId: null, status: 'returned' });
  const school = useDeskQuery('school.read', {}, { enabled: !isTeacher });
  const arrived = useArrivedRosterLines(!isTeacher);
  const classes = counts.value ?? [];
  const waiting = classes.reduce((sum, entry) => sum + entry.waiting, 0);
  const open = (status: string) => () => go({ area: 'preRegistration', params: { status } });

  const byClass = (
    what: 'waiting' | 'through',
    word: string,
    look: Pick<HomeLine, 'tone' | 'shape'>,
    status: string,
  ): readonly HomeLine[] =>
    classes
      .filter((entry) => entry[what] > 0)
      .map((entry) => ({
        text: `${entry.className ?? '没有班级'} ${word}`,
        count: entry[what],
        onOpen: open(status),
        ...look,
      }));

  return (
    <Page
      title={isTeacher ? '今天' : '待办'}
      actions={
        <ActionBar
          primary={
            isTeacher
              ? {
                  label: waiting > 0 ? `审核 ${waiting} 人` : '看我的班',
                  keyHint: '回车',
                  onAct: open('waiting'),
                }
              : { label: '导入名册', keyHint: '回车', onAct: () => go({ area: 'roster' }) }
          }
          others={isTeacher ? [] : [{ label: '看进度', onAct: open('all') }]}
        />
      }
    >
      <FaultView fault={counts.fault ?? returned.fault} />
      {counts.value && classes.length === 0 && (
        <EmptyState
          sentence={isTeacher ? '你的班还没有名册。由学校或旗县导入。' : '还没有名册。'}
          act={isTeacher ? undefined : <Button onClick={() => go({ area: 'roster' })}>导入名册</Button>}
        />
      )}
      {arrived.length > 0 && <HomeBlock title="自治区发来的名册" empty="" lines={arrived} />}
      {classes.length > 0 && (
        <div className="home-columns thirds">
          <HomeBlock
            title="等我办"
            empty="没有待审核的。"
            lines={byClass('waiting', '待审核', { tone: 'waiting', shape: 'hollow' }, 'waiting')}
          />
          <HomeBlock
            title="卡住的"
            empty="没有退回的。"
            lines={[
              ...(school.value?.findings ?? []).map(
                (finding): HomeLine => ({
                  text: finding.sentence,
                  note: finding.next,
                  tone: 'returned',
                  shape: 'flag',
                  onOpen: () => go({ area: 'school' }),
                }),
              ),
              ...(returned.value ?? []).slice(0, 12).map((pupil) => ({
                text: pupil.fullName,
                note: pupil.returnReason ?? '没有写原因',
                tone: 'returned' as const,
                shape: 'back' as const,
                onOpen: open('returned'),
              })),
            ]}
          />
          <HomeBlock
            title="刚办完"
            empty="还没有同意的。"
            lines={byClass('through', '已同意', { tone: 'done', shape: 'tick' }, 'approved')}
          />
        </div>
      )}
    </Page>
  );
}

import { Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { listLimit } from '#shared/domain/list-limit.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePageParams } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { StatusMark, ToneMark } from '../../ui/status-mark.tsx';
import { ApproveManyDialog } from './approve-many-dialog.tsx';
import { CheckSheet } from './check-sheet.tsx';
import './pre-registration.css';
import { ReturnDialog } from './return-dialog.tsx';

const views = { waiting: '待审核', returned: '已退回', approved: '已同意', all: '全部' } as const;
type View = keyof typeof views;
const WHOLE = 'all';
const none: readonly never[] = [];

function viewOf(param: string | undefined): View {
  return param !== undefined && param in views ? (param as View) : 'waiting';
}

/** The class teacher's review: list left, one pupil's answers right, every decision leads to the next pupil. */
export function ClassReviewPage(): ReactNode {
  const isTeacher = usePerson()?.role === 'classTeacher';
  const params = usePageParams();
  const [view, setView] = useState<View>(viewOf(params['status']));
  const [chosen, setChosen] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'return' | 'many' | null>(null);
  const [classId, setClassId] = useState<string | null>(null);
  const counts = useDeskQuery('preRegistration.counts', {});
  const classes = (counts.value ?? []).flatMap(({ classId: value, className, schoolName }) =>
    value === null ? [] : [{ value, label: isTeacher ? (className ?? '') : `${schoolName} ${className}` }],
  );
  const list = useDeskQuery('preRegistration.list', { classId, status: view });
  const pupils = list.value ?? [];
  const selected = pupils.find((pupil) => pupil.candidacyId === chosen) ?? pupils[0] ?? null;
  const sheet = useDeskQuery(
    'preRegistration.sheet',
    { candidacyId: selected?.candidacyId ?? '' },
    { enabled: selected !== null },
  );
  const approve = useCommand('preRegistration.approve');
  const findings = sheet.value?.findings ?? none;
  useBasis(selected?.fullName ?? '审核预注册', findings);
  const waiting = pupils.filter((pupil) => pupil.status === 'preRegistered');
  const clean = waiting.filter((pupil) => pupil.findingCount === 0);

  const goOn = () => {
    const at = pupils.findIndex((pupil) => pupil.candidacyId === selected?.candidacyId);
    setChosen((pupils[at + 1] ?? pupils[at - 1])?.candidacyId ?? null);
  };
  const approveOne = async () => {
    if (selected === null) return;
    const { candidacyId, version, fullName } = selected;
    const reply = await approve.run({ items: [{ candidacyId, version }] });
    if (!reply.ok) return;
    const failed = reply.value.failed[0];
    announce(failed ? `${failed.fullName}：${failed.sentence}` : `已同意 ${fullName}`, failed ? 'assertive' : 'polite');
    if (failed) setTold(`${failed.fullName}：${failed.sentence}`);
    else {
      setTold(`已同意 ${fullName}`);
      goOn();
    }
  };
  const [told, setTold] = useState('');

  const closed = (act: string): BarAct['closedWhy'] => {
    if (selected === null) return '没有选中学生';
    const offered = sheet.value?.acts.find((entry) => entry.act === act);
    return offered && !offered.open ? offered.why : null;
  };
  const acts: readonly BarAct[] = [
    {
      label: '退回…',
      onAct: () => setDialog('return'),
      closedWhy: closed('preRegistration.return'),
    },
    {
      label: `同意没有问题的 ${clean.length} 人`,
      onAct: () => setDialog('many'),
      closedWhy: clean.length === 0 ? '这一列里没有待审核而又没有问题的人' : null,
    },
  ];

  return (
    <Page
      title={isTeacher ? '审核我的班' : '预注册进度'}
      aside={
        <div className="row">
          {classes.length > 1 && (
            <Select
              aria-label="班级"
              className="class-choice"
              value={classId ?? WHOLE}
              onChange={(value) => {
                setClassId(value === WHOLE ? null : value);
                setChosen(null);
              }}
              options={[{ value: WHOLE, label: '全部班级' }, ...classes]}
            />
          )}
          <Radio.Group
            value={view}
            onChange={(event) => {
              setView(event.target.value);
              setChosen(null);
            }}
            optionType="button"
            options={Object.entries(views).map(([value, label]) => ({ value, label }))}
            aria-label="看哪些人"
          />
        </div>
      }
      actions={
        <ActionBar
          primary={
            isTeacher
              ? {
                  label: '同意并看下一位',
                  keyHint: 'Ctrl+回车',
                  onAct: approveOne,
                  closedWhy: closed('preRegistration.approve'),
                }
              : null
          }
          others={isTeacher ? acts : []}
        >
          {told !== '' && (
            <p role="status" className="second bar-note">
              {told}
            </p>
          )}
        </ActionBar>
      }
    >
      <FaultView fault={approve.fault ?? list.fault} onReload={() => void list.refetch()} />
      {list.value && pupils.length === 0 && (
        <EmptyState sentence={view === 'waiting' ? '没有待审核的学生。' : `没有${views[view]}的学生。`} />
      )}
      {pupils.length > 0 && (
        <div className="review-columns">
          <div className="card flush review-list">
            <RovingList
              label="学生"
              items={pupils}
              keyOf={(pupil) => pupil.candidacyId}
              selected={selected?.candidacyId ?? null}
              onSelect={(pupil) => {
                setChosen(pupil.candidacyId);
                approve.clear();
              }}
              takeFocus
            >
              {(pupil) => (
                <div className="review-line">
                  <span className="figures second">{pupil.seatNo ?? ''}</span>
                  <PersonName name={pupil.fullName} />
                  <span className="second review-class">{pupil.className}</span>
                  {pupil.findingCount > 0 ? (
                    <ToneMark tone="returned" shape="flag" word={`${pupil.findingCount} 处要看`} />
                  ) : (
                    <span />
                  )}
                  <StatusMark status={pupil.status} held={pupil.held} absence={pupil.absence} />
                </div>
              )}
            </RovingList>
          </div>
          {sheet.value && <CheckSheet sheet={sheet.value} returnReason={selected?.returnReason ?? null} />}
          <FaultView fault={sheet.fault} />
        </div>
      )}
      <p className="hint">
        {pupils.length >= listLimit && `先列出前 ${listLimit} 人。选一个班，就列出这个班的。`}
        同意即完成预注册（《考籍管理办法》一（一）2），之后由旗县采集。
      </p>
      {dialog === 'return' && selected && (
        <ReturnDialog
          pupil={selected}
          findings={findings}
          onClose={() => setDialog(null)}
          onReturned={() => {
            setDialog(null);
            setTold(`已退回 ${selected.fullName}`);
            goOn();
          }}
        />
      )}
      {dialog === 'many' && (
        <ApproveManyDialog pupils={clean} onClose={() => setDialog(null)} onDone={(sentence) => setTold(sentence)} />
      )}
    </Page>
  );
}

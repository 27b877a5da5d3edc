import { Button, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go, usePageParams } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useScanner } from '../../ui/scanner.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import './class-board.css';
import { ClassPicker } from './class-picker.tsx';
import { ClassTile } from './class-tile.tsx';
import { isWaiting, nextAfter } from './queue-order.ts';
import type { PupilLine } from './sheet.ts';

const filters = [
  ['all', '全部'],
  ['waiting', '待采集'],
  ['trouble', '有问题'],
] as const;
type Filter = (typeof filters)[number][0];

/** The classes to pick from, or the board of one class: every pupil as a tile. */
export function ClassBoardPage(): ReactNode {
  const classId = usePageParams()['classId'];
  return classId === undefined ? <Classes /> : <Board classId={classId} />;
}

function Classes(): ReactNode {
  const { value, fault } = useDeskQuery('desk.classes', {});
  return (
    <Page title="班级" focusTitle={value?.length === 0}>
      <FaultView fault={fault} />
      {value?.length === 0 && (
        <EmptyState
          sentence="还没有名册。导入学校的名册后，班级就在这里。"
          act={<Button onClick={() => go({ area: 'roster' })}>导入名册</Button>}
        />
      )}
      {value !== undefined && value.length > 0 && (
        <div className="card class-list">
          <ClassPicker classes={value} onOpen={(classId) => go({ area: 'classBoard', params: { classId } })} />
        </div>
      )}
    </Page>
  );
}

function Board({ classId }: { readonly classId: string }): ReactNode {
  const { value, fault, refetch } = useDeskQuery('desk.queue', { classId });
  const [filter, setFilter] = useState<Filter>('all');
  const [asked, setAsked] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const absence = useCommand('desk.markAbsence');
  const pupils = value?.pupils ?? [];
  const shown = pupils.filter((pupil) => passes(pupil, filter));
  const selected = shown.find((pupil) => pupil.candidacyId === asked) ?? shown[0] ?? null;

  const capture = (pupil: PupilLine | null): void => {
    if (pupil !== null) go({ area: 'desk', params: { classId, candidacyId: pupil.candidacyId } });
  };
  const mark = async (kind: 'absent' | 'late'): Promise<void> => {
    if (selected === null) return;
    const undo = selected.absence === kind;
    const reply = await absence.run({ candidacyId: selected.candidacyId, kind: undo ? null : kind });
    const word = kind === 'absent' ? '缺席' : '迟到';
    if (reply.ok)
      setSaid(undo ? `已撤回 ${selected.fullName} 的${word}` : `已记${word} ${selected.fullName}。再按一次撤回`);
  };
  const nextTrouble = (): void => {
    const at = shown.findIndex((pupil) => pupil.candidacyId === selected?.candidacyId);
    const after = [...shown.slice(at + 1), ...shown.slice(0, at + 1)].find((pupil) => passes(pupil, 'trouble'));
    if (after) setAsked(after.candidacyId);
    else setSaid('这个班没有有问题的');
  };
  useKeys({ F3: nextTrouble, F4: () => void mark('absent') });
  useScanner((text) => {
    void call('desk.search', { text, limit: 2 }).then((reply) => {
      const [hit, more] = reply.ok ? reply.value : [];
      if (hit !== undefined && more === undefined) capture(hit);
      else
        setSaid(
          hit === undefined ? `名册里没有末四位 ${text.slice(-4)} 的人。按 F2 用姓名找` : '对得上不止一个人，按 F2 选',
        );
    });
  });

  const line = value?.class;
  const title = line ? `${line.schoolName} ${line.className}` : '班级看板';
  const next = nextAfter(pupils, null);
  const closedMark = selected !== null && !isWaiting(selected) ? '已经办完，不能再记缺席或迟到' : null;
  return (
    <Page
      title={title}
      focusTitle={false}
      aside={
        line && (
          <>
            <span className="figures second">
              共 {line.total} 人 = 已办 {line.done}，待采集 {line.waiting}，待班主任 {line.waitingForTeacher}，退回{' '}
              {line.returned}（其中迟到 {line.late}，缺席 {line.absent}）
            </span>
            <Radio.Group
              aria-label="筛选"
              optionType="button"
              value={filter}
              options={filters.map(([key, word]) => ({ value: key, label: word }))}
              onChange={(event) => setFilter(event.target.value as Filter)}
            />
          </>
        )
      }
      actions={
        <ActionBar
          primary={{
            label: '现在采集',
            keyHint: '回车',
            closedWhy: selected === null ? '先选一位学生' : null,
            onAct: () => capture(selected),
          }}
          others={[
            {
              label: selected?.absence === 'absent' ? '撤回缺席' : '缺席',
              closedWhy: closedMark,
              onAct: () => mark('absent'),
            },
            {
              label: selected?.absence === 'late' ? '撤回迟到' : '迟到',
              closedWhy: closedMark,
              onAct: () => mark('late'),
            },
            {
              label: '从下一位开始办',
              closedWhy: next === null ? '这个班没有待采集的' : null,
              onAct: () => next !== null && go({ area: 'desk', params: { classId, candidacyId: next } }),
            },
            { label: '当面补录', onAct: () => go({ area: 'assistedEntry', params: { classId } }) },
            { label: '换一个班', onAct: () => go({ area: 'classBoard' }) },
          ]}
        >
          {said !== null && (
            <p className="board-said" role="status">
              {said}
            </p>
          )}
        </ActionBar>
      }
    >
      <FaultView fault={fault ?? absence.fault} onReload={() => void refetch()} />
      {line && line.total > 0 && line.done === line.total && (
        <p className="board-done">{line.total} 人全部办完。按 Alt+5 换一个班。</p>
      )}
      <div className="board">
        {shown.length === 0 && value !== undefined ? (
          <EmptyState
            sentence={pupils.length === 0 ? '这个班还没有学生。导入名册，或当面补录。' : '筛选后没有人。'}
            act={filter !== 'all' && <Button onClick={() => setFilter('all')}>清除筛选</Button>}
          />
        ) : (
          <TileGrid
            label={`${title} 的学生`}
            items={shown}
            keyOf={(pupil) => pupil.candidacyId}
            selected={selected?.candidacyId ?? null}
            onSelect={setAsked}
            onOpen={capture}
          >
            {(pupil) => <ClassTile pupil={pupil} />}
          </TileGrid>
        )}
        {selected !== null && <SelectedPupil pupil={selected} />}
      </div>
    </Page>
  );
}

/** What stands in the way of one pupil, in words: shape and colour alone never say it. */
function SelectedPupil({ pupil }: { readonly pupil: PupilLine }): ReactNode {
  return (
    <aside className="card board-side" aria-label="选中的学生">
      <p>
        <PersonName name={pupil.fullName} size="title" />
      </p>
      <p>
        <StatusMark status={pupil.status} held={pupil.held} absence={pupil.absence} />
      </p>
      <p className="second">
        座号 {pupil.seatNo ?? '未排'} · {pupil.birthDate}
        <br />
        证件末四位 <span className="figures">{pupil.documentLastFour}</span>
      </p>
      <p>{nextStep(pupil)}</p>
    </aside>
  );
}

function nextStep(pupil: PupilLine): string {
  if (pupil.held) return '照片和核对都已留存，班主任同意后自动完成，学生不用再来。';
  if (pupil.absence === 'absent') return '缺席仍算在人数里。学生来了按回车采集。';
  if (pupil.status === 'preRegistered')
    return '班主任还没有同意（《考籍管理办法》一（一）2）。可以先采集，同意后自动完成。';
  if (pupil.status === 'returned') return '班主任已退回。可以当面改正后再采集。';
  if (pupil.status === 'awaitingCapture') return '班主任已同意，按回车采集。';
  return '本台的事已经办完。';
}

function passes(pupil: PupilLine, filter: Filter): boolean {
  if (filter === 'waiting') return isWaiting(pupil);
  if (filter === 'all') return true;
  const stuck = pupil.status === 'returned' || pupil.status === 'refusedByRegion' || pupil.status === 'setAside';
  return stuck || pupil.absence !== null || pupil.flags.length > 0;
}

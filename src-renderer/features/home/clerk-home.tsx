import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayOf } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { useArrivedRosterLines } from './arrived-lines.ts';
import { HomeBlock, type HomeLine } from './home-block.tsx';

type ClassLine = Output<'desk.classes'>[number];

const nameOf = (line: ClassLine): string => `${line.schoolName} ${line.className}`;

/** The class to go on with: begun and not finished first, else the first with pupils waiting. */
function classToContinue(classes: readonly ClassLine[]): ClassLine | null {
  const waiting = classes.filter((line) => line.waiting > 0);
  return waiting.find((line) => line.done > 0) ?? waiting[0] ?? null;
}

/** 今天 of the clerk: the class to continue, the classes with their figures, what is stuck, what is done. */
export function ClerkHome(): ReactNode {
  const classes = useDeskQuery('desk.classes', {});
  const cases = useDeskQuery('case.list', { state: 'open' });
  const arrived = useArrivedRosterLines();
  const lines = classes.value ?? [];
  const next = classToContinue(lines);
  const [selected, setSelected] = useState<string | null>(null);
  const openClass = (line: ClassLine) => go({ area: 'classBoard', params: { classId: line.classId } });

  return (
    <Page
      title="今天"
      actions={
        <ActionBar
          primary={
            next
              ? {
                  label: `继续：${nameOf(next)}，还有 ${next.waiting} 人`,
                  keyHint: '回车',
                  onAct: () => go({ area: 'desk', params: { classId: next.classId } }),
                }
              : { label: '导入名册', keyHint: '回车', onAct: () => go({ area: 'roster' }) }
          }
          others={[
            { label: '当面补录', onAct: () => go({ area: 'assistedEntry' }) },
            ...(next ? [{ label: '导入名册', onAct: () => go({ area: 'roster' }) }] : []),
            { label: '每日检查', onAct: () => go({ area: 'cameraCheck' }) },
            { label: '带回办公室…', onAct: () => go({ area: 'officeDesks' }) },
            { label: '装批…', onAct: () => go({ area: 'batches' }) },
          ]}
        />
      }
    >
      <FaultView fault={classes.fault} />
      <CheckHint />
      <div className="home-columns">
        <section className="card home-classes" aria-label="等我办">
          <h2>等我办</h2>
          {classes.value && lines.length === 0 && (
            <EmptyState
              sentence="还没有名册。"
              act={<Button onClick={() => go({ area: 'roster' })}>导入名册</Button>}
            />
          )}
          <RovingList
            label="班级"
            items={lines}
            keyOf={(line) => line.classId}
            selected={selected ?? next?.classId ?? null}
            onSelect={(line) => setSelected(line.classId)}
            onOpen={openClass}
          >
            {(line) => <ClassRow line={line} />}
          </RovingList>
        </section>
        <div className="column">
          {arrived.length > 0 && <HomeBlock title="自治区发来的名册" empty="" lines={arrived} />}
          <HomeBlock
            title="卡住的"
            empty="没有卡住的。"
            lines={[
              ...stuckLines(lines, 'returned'),
              ...stuckLines(lines, 'waitingForTeacher'),
              ...((cases.value?.length ?? 0) > 0
                ? [
                    {
                      text: '疑似同一人，由审核员决定',
                      count: cases.value?.length ?? 0,
                      tone: 'setAside' as const,
                      shape: 'flag' as const,
                      onOpen: () => go({ area: 'cases' }),
                    },
                  ]
                : []),
            ]}
          />
          <HomeBlock
            title="刚办完"
            empty="今天还没有登记完成的。"
            lines={lines
              .filter((line) => line.done > 0)
              .map((line) => ({
                text: `${nameOf(line)} 登记完成`,
                count: line.done,
                tone: 'done' as const,
                shape: 'tick' as const,
                onOpen: () => openClass(line),
              }))}
          />
        </div>
      </div>
    </Page>
  );
}

/** Only a hint: registration goes on without. */
function CheckHint(): ReactNode {
  const { value } = useDeskQuery('camera.settings', {});
  if (value === undefined) return null;
  const today = dayOf(new Date().toISOString());
  if (value.lastCheck !== null && dayOf(value.lastCheck.at) === today) return null;
  return (
    <p className="check-hint">
      今天还没有检查摄像头。照常可以登记；检查一次约一分钟，少很多重拍。
      <Button size="small" onClick={() => go({ area: 'cameraCheck' })}>
        去检查
      </Button>
    </p>
  );
}

const stuckWords = {
  returned: { word: '退回', note: '学生来改，或当面改正', tone: 'returned', shape: 'back' },
  waitingForTeacher: { word: '等班主任审核', note: '可以先拍，同意后自动完成', tone: 'waiting', shape: 'hollow' },
} as const;
/** more classes than this are told as one line */
const LINES_EACH = 3;

/** What is stuck in one way: by class, or as one sum where there are many classes. */
function stuckLines(classes: readonly ClassLine[], kind: keyof typeof stuckWords): readonly HomeLine[] {
  const { word, note, tone, shape } = stuckWords[kind];
  const stuck = classes.filter((line) => line[kind] > 0);
  if (stuck.length > LINES_EACH) {
    const count = stuck.reduce((sum, line) => sum + line[kind], 0);
    const first = stuck[0];
    const onOpen = () => go({ area: 'classBoard', params: first ? { classId: first.classId } : {} });
    return [{ text: `${word}：${stuck.length} 个班`, count, note, tone, shape, onOpen }];
  }
  return stuck.map((line) => ({
    text: `${nameOf(line)} ${word}`,
    count: line[kind],
    note,
    tone,
    shape,
    onOpen: () => go({ area: 'classBoard', params: { classId: line.classId } }),
  }));
}

function ClassRow({ line }: { readonly line: ClassLine }): ReactNode {
  const share = line.total === 0 ? 0 : line.done / line.total;
  return (
    <div className="class-row">
      <strong>{nameOf(line)}</strong>
      <span className="bar" aria-hidden="true">
        <span style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span className="figures">
        {line.done} / {line.total}
      </span>
      <span className="figures second">
        待 {line.waiting} · 缺 {line.absent} · 迟 {line.late} · 退 {line.returned}
      </span>
    </div>
  );
}

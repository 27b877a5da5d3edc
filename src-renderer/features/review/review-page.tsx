import { Button, Radio, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { countInWords } from '#shared/domain/list-limit.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { usePageParams } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { PhotoDialog } from './photo-dialog.tsx';
import { ResultLines } from './result-lines.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import './review.css';
import { closedReason, isOpen, itemsOf, type ManyResult, type ReviewLine } from './review-line.ts';
import { SheetPanel } from './sheet-panel.tsx';

/** 审核: completed records as photo wall or list, the selected one in full beside it; flagged ones first. */
export function ReviewPage(): ReactNode {
  const params = usePageParams();
  const [classId, setClassId] = useState<string | null>(params['classId'] ?? null);
  const [view, setView] = useState<'wall' | 'list'>('wall');
  const [asked, setAsked] = useState<string | null>(params['candidacyId'] ?? null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<'return' | 'photo' | null>(null);
  const [result, setResult] = useState<ManyResult | null>(null);
  const wall = useRef<HTMLDivElement>(null);
  const list = useDeskQuery('review.list', { stage: 'completed', classId }, { keepPrevious: true });
  const schools = useDeskQuery('office.schools', {});
  const approve = useCommand('review.approve');

  const lines = flaggedFirst(list.value ?? []);
  const at = Math.max(
    0,
    lines.findIndex((line) => line.candidacyId === asked),
  );
  const selected = lines[at] ?? null;
  const markedLines = lines.filter((line) => marked.has(line.candidacyId));

  const step = (by: 1 | -1): void => {
    const to = lines[Math.min(Math.max(at + by, 0), lines.length - 1)];
    if (to) setAsked(to.candidacyId);
  };
  const rest = (): void => wall.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  const decide = async (decided: readonly ReviewLine[]): Promise<void> => {
    const after =
      lines.slice(at + 1).find((line) => !decided.includes(line)) ?? lines.find((line) => !decided.includes(line));
    const reply = await approve.run({ items: itemsOf(decided) });
    if (!reply.ok) return;
    setResult(reply.value);
    setMarked(new Set());
    announce(`已通过 ${reply.value.done.length} 件`);
    if (after) setAsked(after.candidacyId);
    await list.refetch();
    rest();
  };
  const toggle = (): void => {
    if (selected === null) return;
    const next = new Set(marked);
    if (!next.delete(selected.candidacyId)) next.add(selected.candidacyId);
    setMarked(next);
  };
  useKeys({
    'Ctrl+KeyA': () =>
      setMarked(new Set(lines.filter((line) => isOpen(line, 'review.approve')).map((line) => line.candidacyId))),
    F3: () => {
      const flagged = [...lines.slice(at + 1), ...lines.slice(0, at + 1)].find(
        (line) => line.findingSentences.length > 0,
      );
      if (flagged) setAsked(flagged.candidacyId);
    },
  });

  const openMarked = markedLines.filter((line) => isOpen(line, 'review.approve'));
  return (
    <Page
      title="审核"
      focusTitle={list.value?.length === 0}
      aside={
        <>
          <span className="second">
            待审核 {countInWords(lines.length)} 件{marked.size > 0 && `，已标记 ${marked.size} 件`}
          </span>
          <Select
            aria-label="班级"
            value={classId ?? ''}
            style={{ width: 240 }}
            options={[
              { value: '', label: '全部班级' },
              ...(schools.value ?? []).flatMap((school) =>
                school.classes.map((one) => ({ value: one.classId, label: `${school.name} ${one.name}` })),
              ),
            ]}
            onChange={(value) => setClassId(value === '' ? null : value)}
          />
          <Radio.Group
            aria-label="看法"
            optionType="button"
            value={view}
            options={[
              { value: 'wall', label: '照片墙' },
              { value: 'list', label: '列表' },
            ]}
            onChange={(event) => setView(event.target.value as 'wall' | 'list')}
          />
        </>
      }
      actions={
        <ActionBar
          primary={{
            label: '通过并看下一件',
            keyHint: 'Ctrl+回车',
            closedWhy: closedReason(selected, 'review.approve'),
            onAct: () => selected && decide([selected]),
          }}
          others={[
            {
              label: '通过已标记的',
              closedWhy: openMarked.length === 0 ? '还没有标记能通过的（空格标记，Ctrl+A 全部标记）' : null,
              onAct: () => decide(openMarked),
            },
            { label: '退回…', closedWhy: closedReason(selected, 'review.return'), onAct: () => setDialog('return') },
            { label: '放大照片', closedWhy: selected === null ? '先选一条' : null, onAct: () => setDialog('photo') },
            {
              label: '标记',
              keyHint: '空格',
              bindKey: false,
              closedWhy: selected === null ? '先选一条' : null,
              onAct: toggle,
            },
          ]}
        />
      }
    >
      <FaultView fault={list.fault ?? approve.fault} onReload={() => void list.refetch()} />
      {result !== null && <ResultLines result={result} verb="已通过" />}
      {list.value?.length === 0 ? (
        <EmptyState
          sentence={classId === null ? '没有待审核的。登记台完成一位，这里就多一件。' : '这个班没有待审核的。'}
          act={classId !== null && <Button onClick={() => setClassId(null)}>看全部班级</Button>}
        />
      ) : (
        <div className="review" data-view={view}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Space marks the tile that has the focus */}
          <div
            ref={wall}
            onKeyDown={(event) => {
              if (event.code !== 'Space' || event.repeat || event.nativeEvent.isComposing) return;
              event.preventDefault();
              toggle();
            }}
          >
            <TileGrid
              label="待审核"
              items={lines}
              keyOf={(line) => line.candidacyId}
              selected={selected?.candidacyId ?? null}
              marked={marked}
              onSelect={setAsked}
              onOpen={() => setDialog('photo')}
            >
              {(line) => <ReviewTile line={line} isMarked={marked.has(line.candidacyId)} />}
            </TileGrid>
          </div>
          {selected !== null && (
            <SheetPanel key={selected.candidacyId} line={selected} onEnlarge={() => setDialog('photo')} />
          )}
        </div>
      )}
      {dialog === 'return' && selected !== null && (
        <ReturnDialog
          line={selected}
          onReturned={() => {
            setDialog(null);
            announce(`已退回 ${selected.fullName}`);
            step(1);
            void list.refetch().then(rest);
          }}
          onClose={() => {
            setDialog(null);
            rest();
          }}
        />
      )}
      {dialog === 'photo' && selected !== null && (
        <PhotoDialog
          line={selected}
          onStep={step}
          onClose={() => {
            setDialog(null);
            rest();
          }}
        />
      )}
    </Page>
  );
}

function ReviewTile({ line, isMarked }: { readonly line: ReviewLine; readonly isMarked: boolean }): ReactNode {
  const [worst, ...more] = line.findingSentences;
  return (
    <>
      <span className="wall-photo">
        {line.captureId === null ? (
          '没有照片'
        ) : (
          <PhotoImage captureId={line.captureId} alt={`${line.fullName} 本次照片`} />
        )}
        {isMarked && (
          <span className="wall-mark">
            <StatusShape shape="tick" /> 已标记
          </span>
        )}
      </span>
      <span className="wall-words">
        <PersonName name={line.fullName} size="table" />
        <span className="hint">
          {line.schoolName} {line.className}
        </span>
        {worst !== undefined && (
          <span className="wall-flag">
            <StatusShape shape="flag" /> {worst}
            {more.length > 0 && `，另有 ${more.length} 项`}
          </span>
        )}
        {!isOpen(line, 'review.approve') && (
          <span className="wall-flag">
            <StatusShape shape="stop" /> 不能由你审核
          </span>
        )}
      </span>
    </>
  );
}

/** What needs eyes comes first; the order in which it was completed stays within. */
function flaggedFirst(lines: readonly ReviewLine[]): readonly ReviewLine[] {
  return [...lines].sort((a, b) => Number(b.findingSentences.length > 0) - Number(a.findingSentences.length > 0));
}

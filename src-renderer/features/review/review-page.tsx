import { Radio, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { countInWords } from '#shared/domain/list-limit.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePageParams } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { PhotoWall, type WallSize } from './photo-wall.tsx';
import { ResultLines } from './result-lines.tsx';
import './review.css';
import { ReviewBar } from './review-bar.tsx';
import { type ReviewDialog, ReviewDialogs } from './review-dialogs.tsx';
import { ReviewEmpty } from './review-empty.tsx';
import { ReviewList } from './review-list.tsx';
import { type ReviewScope, useReviewWork } from './use-review-work.ts';
import { WallPager } from './wall-pager.tsx';

const sizes = [
  ['small', '小'],
  ['medium', '中'],
  ['large', '大'],
] as const satisfies readonly (readonly [WallSize, string])[];

/**
 * 审核: the photos of a day or class as one wall, worst first, or the records as a list with the whole sheet beside it.
 * Both show the same people; marks, filters and acts are the same.
 */
export function ReviewPage(): ReactNode {
  const params = usePageParams();
  const isReviewer = usePerson()?.role === 'reviewer';
  const [view, setView] = useState<'wall' | 'list'>('wall');
  const [size, setSize] = useState<WallSize>('medium');
  const [dialog, setDialog] = useState<ReviewDialog | null>(null);
  const schools = useDeskQuery('office.schools', {});
  const work = useReviewWork(view, params['classId'] ?? null, params['candidacyId'] ?? null);
  const place = useRef<HTMLDivElement>(null);
  const wall = useRef<HTMLDivElement>(null);
  const { selected, scope } = work;

  const rest = (): void => {
    // once the dialog is really gone, and what was decided is out of the list
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };
  const close = (): void => {
    setDialog(null);
    rest();
  };
  const approve = async (): Promise<void> => {
    if (selected === null) return;
    await work.approve([selected]);
    rest();
  };
  const mark = (): void => {
    if (!isReviewer) announce('标记退回由审核员办理', 'assertive');
    else if (selected !== null) work.toggleMark(selected.candidacyId);
  };
  useKeys({ F3: () => work.toNextFlagged() });

  const count = view === 'wall' ? work.total : work.lines.length;
  return (
    <Page
      title="审核"
      focusTitle={work.isLoaded && count === 0}
      aside={
        <>
          <span className="second figures">
            {scope === 'waiting' ? '待审核' : '全部'} {view === 'wall' ? count : countInWords(count)} 件
            {work.marked.size > 0 && `，已标记 ${work.marked.size} 件`}
          </span>
          <Select
            aria-label="日期"
            value={work.day ?? ''}
            style={{ width: 132 }}
            options={[
              { value: '', label: scope === 'all' ? '选日期' : '全部日期' },
              ...work.days.map((day) => ({ value: day, label: day })),
            ]}
            onChange={(value) => work.choose({ day: value === '' ? null : value })}
          />
          <Select
            aria-label="班级"
            value={work.classId ?? ''}
            style={{ width: 210 }}
            options={[
              { value: '', label: '全部班级' },
              ...(schools.value ?? []).flatMap((school) =>
                school.classes.map((one) => ({ value: one.classId, label: `${school.name} ${one.name}` })),
              ),
            ]}
            onChange={(value) => work.choose({ classId: value === '' ? null : value })}
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
          {view === 'wall' && (
            <>
              <Radio.Group
                aria-label="看哪些"
                optionType="button"
                value={scope}
                options={[
                  { value: 'waiting', label: '待审核' },
                  { value: 'all', label: '全部照片' },
                ]}
                onChange={(event) => work.choose({ scope: event.target.value as ReviewScope })}
              />
              <Radio.Group
                aria-label="照片大小"
                optionType="button"
                value={size}
                options={sizes.map(([value, label]) => ({ value, label }))}
                onChange={(event) => setSize(event.target.value as WallSize)}
              />
            </>
          )}
        </>
      }
      actions={<ReviewBar view={view} work={work} onApprove={approve} onDialog={setDialog} onMark={mark} />}
    >
      <div className="review-column" ref={place}>
        <FaultView fault={work.fault} onReload={() => void work.refetch()} />
        {work.result !== null && <ResultLines result={work.result.lines} verb={work.result.verb} />}
        {view === 'wall' && <WallPager work={work} />}
        {work.isLoaded && count === 0 ? (
          <ReviewEmpty work={work} />
        ) : view === 'wall' ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: Space marks the tile that has the focus
          <div
            className="wall-holder"
            onKeyDown={(event) => {
              const isHeld = event.ctrlKey || event.altKey || event.shiftKey || event.metaKey;
              if (event.code !== 'Space' || isHeld || event.repeat || event.nativeEvent.isComposing) return;
              event.preventDefault();
              mark();
            }}
          >
            <PhotoWall
              wall={wall}
              photos={work.photos}
              flags={work.flags}
              size={size}
              selected={selected?.candidacyId ?? null}
              marked={work.marked}
              onSelect={work.select}
              onOpen={() => setDialog('photo')}
              onLeave={work.turn}
            />
          </div>
        ) : (
          <ReviewList
            lines={work.lines}
            selected={work.selectedLine}
            onSelect={work.select}
            onOpen={() => setDialog('photo')}
          />
        )}
      </div>
      {dialog !== null && (
        <ReviewDialogs
          key={dialog}
          dialog={dialog}
          work={work}
          onMark={isReviewer ? mark : null}
          onClose={close}
          onDone={(sentence) => {
            announce(sentence);
            setDialog(null);
            void work.refetch().then(rest);
          }}
        />
      )}
    </Page>
  );
}

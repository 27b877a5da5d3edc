import { Button } from 'antd';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import type { ApplicationSheet } from './application-line.ts';
import { coverBetween, type Point, withinPage } from './cover-marks.ts';
import { type EvidencePage, EvidencePageImage } from './evidence-page-image.tsx';

type Place = { readonly evidenceId: string; readonly position: number };
type Shown = { readonly item: ApplicationSheet['evidence'][number]; readonly page: EvidencePage };

/**
 * Evidence large: pages with ←→, zoom with + and −, a quarter turn in the bar, a cover drawn with the pointer over
 * what is nobody's business. Turns and covers are kept at once; the picture below stays as it came.
 */
export function EvidenceViewer({
  applicationId,
  evidence,
  start,
  onClose,
}: {
  readonly applicationId: string;
  readonly evidence: ApplicationSheet['evidence'];
  readonly start: Place;
  readonly onClose: () => void;
}): ReactNode {
  const pages: readonly Shown[] = evidence.flatMap((item) => item.pages.map((page) => ({ item, page })));
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      pages.findIndex(({ item, page }) => item.evidenceId === start.evidenceId && page.position === start.position),
    ),
  );
  const [zoom, setZoom] = useState(1);
  const [changed, setChanged] = useState<ReadonlyMap<string, EvidencePage>>(new Map());
  const [from, setFrom] = useState<Point | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const command = useCommand('application.arrangePage');
  const shown = pages[at];
  const step = (by: number) => setAt((now) => Math.min(Math.max(now + by, 0), pages.length - 1));
  const grow = (by: number) => setZoom((now) => Math.min(Math.max(now * by, 1), 6));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = keys[event.code];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    Equal: () => grow(1.25),
    NumpadAdd: () => grow(1.25),
    Minus: () => grow(0.8),
    NumpadSubtract: () => grow(0.8),
  };
  if (shown === undefined) return null;
  const key = `${shown.item.evidenceId}:${shown.page.position}`;
  const page = changed.get(key) ?? shown.page;
  const arrange = async (next: EvidencePage): Promise<void> => {
    const reply = await command.run({ applicationId, evidenceId: shown.item.evidenceId, page: copyOf(next) });
    if (reply.ok) setChanged((now) => new Map(now).set(key, next));
  };
  const pointAt = (event: PointerEvent): Point | null => {
    const picture = frame.current?.querySelector('img')?.getBoundingClientRect();
    return picture ? withinPage(picture, { x: event.clientX, y: event.clientY }, page.turns) : null;
  };
  return (
    <Dialog
      title={`${shown.item.kindLabel}：第 ${at + 1} / ${pages.length} 页`}
      confirmLabel="看完了"
      onlyShows
      onConfirm={onClose}
      onClose={onClose}
      width={1100}
    >
      <FaultView fault={command.fault} />
      {/* the keys act on the picture and on its bar: a button that was pressed keeps the focus */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the picture, reached from its buttons too */}
      <div onKeyDown={onKeyDown}>
        <div className="row">
          <Button onClick={() => step(-1)} aria-disabled={at === 0}>
            上一页
          </Button>
          <Button onClick={() => step(1)} aria-disabled={at === pages.length - 1}>
            下一页
          </Button>
          <Button onClick={() => grow(1.25)}>放大</Button>
          <Button onClick={() => grow(0.8)}>缩小</Button>
          <Button onClick={() => void arrange({ ...page, turns: (page.turns + 1) % 4 })}>转 90°</Button>
          <Button
            aria-disabled={page.covers.length === 0}
            onClick={() => void arrange({ ...page, covers: page.covers.slice(0, -1) })}
          >
            撤回上一块遮盖
          </Button>
          <span className="hint">← → 翻页，+ − 缩放；在图上拖一下 = 遮住这一块</span>
        </div>
        <div
          ref={frame}
          data-first-focus
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and takes keys must be reachable
          tabIndex={0}
          className="evidence-stage"
          onPointerDown={(event) => setFrom(pointAt(event))}
          onPointerUp={(event) => {
            const to = pointAt(event);
            const cover = from && to ? coverBetween(from, to) : null;
            setFrom(null);
            if (cover) void arrange({ ...page, covers: [...page.covers, cover] });
          }}
        >
          <div className="evidence-zoom" style={{ width: `${zoom * 60}%` }}>
            <EvidencePageImage
              evidenceId={shown.item.evidenceId}
              page={page}
              alt={`${shown.item.kindLabel} 第 ${shown.page.position} 页`}
            />
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function copyOf(page: EvidencePage): { position: number; turns: number; covers: EvidencePage['covers'] } {
  return { position: page.position, turns: page.turns, covers: page.covers.map((cover) => ({ ...cover })) };
}

/** The small page that was opened takes the focus again once the viewer is really gone. */
export function backToPage({ evidenceId, position }: Place): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-evidence="${CSS.escape(`${evidenceId}:${position}`)}"]`)?.focus(),
    ),
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { FileRow } from './file-row.tsx';
import type { FileLine } from './file-words.ts';

/** px; a row with much to say is taller */
const ROW = 104;
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

/**
 * The files as a list of which only the rows in sight are drawn and asked for. One tab stop; arrows, PgUp/PgDn, Home and
 * End move the selection, which the list names to a screen reader.
 */
export function FileGrid({
  total,
  lineAt,
  at,
  held,
  onSelect,
  onSight,
}: {
  readonly total: number;
  /** undefined = not asked for yet */
  readonly lineAt: (index: number) => FileLine | undefined;
  /** place of the selected file; −1 = none */
  readonly at: number;
  /** the file that waits to be swapped with another */
  readonly held: string | null;
  readonly onSelect: (place: number) => void;
  /** the first place in sight, after the list was moved */
  readonly onSight: (first: number) => void;
}): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => lineAt(index)?.fileId ?? index,
    overscan: 4,
  });
  const first = virtual.getVirtualItems()[0]?.index ?? 0;
  useEffect(() => onSight(first), [first, onSight]);
  const isThere = lineAt(at) !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that has come is taller than its empty place
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, isThere, virtual.scrollToIndex]);
  const isEmpty = total === 0;
  useEffect(() => {
    if (!isEmpty && document.activeElement?.closest('[role=dialog], input') == null) scroller.current?.focus();
  }, [isEmpty]);
  // the button that had the focus may go (all is read, a dialog was closed): the list goes on
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = steps[event.code];
    const last = total - 1;
    const to = event.code === 'Home' ? 0 : event.code === 'End' ? last : step === undefined ? null : at + step;
    if (to === null) return;
    if (total > 0) onSelect(Math.min(Math.max(to, 0), last));
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={scroller}
      className="file-grid card flush"
      role="listbox"
      aria-label="照片文件"
      aria-activedescendant={at < 0 ? undefined : `file-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lineAt(item.index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list names the selected one
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              id={`file-${item.index}`}
              role="option"
              className="file-row"
              aria-selected={item.index === at}
              aria-busy={line === undefined}
              aria-setsize={total}
              aria-posinset={item.index + 1}
              data-state={line?.state}
              style={{ transform: `translateY(${item.start}px)`, minHeight: ROW }}
              onClick={() => onSelect(item.index)}
            >
              {line && <FileRow line={line} isHeld={line.fileId === held} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

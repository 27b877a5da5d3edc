import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { FileRow } from './file-row.tsx';
import type { FileLine } from './file-words.ts';

/** px; a row with much to say is taller */
const ROW = 104;
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

/**
 * The files as a list of which only the rows in sight are drawn. One tab stop; arrows, PgUp/PgDn, Home and End move the
 * selection, which the list names to a screen reader.
 */
export function FileGrid({
  lines,
  selected,
  held,
  onSelect,
}: {
  readonly lines: readonly FileLine[];
  readonly selected: FileLine | null;
  /** the file that waits to be swapped with another */
  readonly held: string | null;
  readonly onSelect: (fileId: string) => void;
}): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => lines[index]?.fileId ?? index,
    overscan: 4,
  });
  const at = lines.findIndex((line) => line.fileId === selected?.fileId);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual.scrollToIndex]);
  const isEmpty = lines.length === 0;
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
    const last = lines.length - 1;
    const to = event.code === 'Home' ? 0 : event.code === 'End' ? last : step === undefined ? null : at + step;
    if (to === null) return;
    const line = lines[Math.min(Math.max(to, 0), last)];
    if (line) onSelect(line.fileId);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={scroller}
      className="file-grid card flush"
      role="listbox"
      aria-label="照片文件"
      aria-activedescendant={selected ? `file-${selected.fileId}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list names the selected one
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              id={`file-${line.fileId}`}
              role="option"
              className="file-row"
              aria-selected={line.fileId === selected?.fileId}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              data-state={line.state}
              style={{ transform: `translateY(${item.start}px)`, minHeight: ROW }}
              onClick={() => onSelect(line.fileId)}
            >
              <FileRow line={line} isHeld={line.fileId === held} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

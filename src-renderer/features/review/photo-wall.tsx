import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import './photo-wall.css';
import { wayOut } from './wall-pages.ts';
import { moveOnWall, placeOf, type WallPhoto, wallRows } from './wall-rows.ts';
import { ElsewhereTile, WallTile } from './wall-tile.tsx';

const wallSizes = { small: 96, medium: 144, large: 240 } as const;
export type WallSize = keyof typeof wallSizes;

const GAP = 8;
/** words under a photo, px: a guess until the row has been drawn */
const WORDS = 96;

/**
 * All photos in rows, of which only those in sight are drawn. One tab stop: arrows, PgUp/PgDn, Home and End move, Enter
 * opens, Space is the page's. Takes the focus when it first shows photos.
 */
export function PhotoWall({
  wall,
  photos,
  flags,
  size,
  selected,
  marked,
  onSelect,
  onOpen,
  onLeave,
}: {
  readonly wall: RefObject<HTMLDivElement | null>;
  readonly photos: readonly WallPhoto[];
  /** what the rules found besides the photo, by pupil */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly size: WallSize;
  readonly selected: string | null;
  readonly marked: ReadonlySet<string>;
  readonly onSelect: (candidacyId: string) => void;
  readonly onOpen: () => void;
  /** a key of movement leads past the last (1) or before the first (-1) of them */
  readonly onLeave: (by: 1 | -1) => void;
}): ReactNode {
  const columns = useColumns(wall, wallSizes[size]);
  const rows = useMemo(() => wallRows(photos, columns), [photos, columns]);
  const at = placeOf(rows, selected).row;
  const order = useMemo(() => orderOf(photos, rows), [photos, rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => wall.current,
    estimateSize: () => (wallSizes[size] * 4) / 3 + WORDS,
    gap: GAP,
    overscan: 2,
    // the row that has the focus stays, wherever the wheel goes
    rangeExtractor: useMemo(() => withRow(at), [at]),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other tiles have other heights
  useLayoutEffect(() => virtual.measure(), [size, columns]);

  const hadFocus = useRef(false);
  const show = useEffectEvent((takeFocus: boolean) => {
    virtual.scrollToIndex(at, { align: 'auto' });
    const tile = wall.current?.querySelector<HTMLElement>('[tabindex="0"]');
    if (takeFocus) tile?.focus({ preventScroll: true });
    tile?.scrollIntoView({ block: 'nearest' });
  });
  const isEmpty = photos.length === 0;
  useEffect(() => {
    if (!isEmpty) show(true);
  }, [isEmpty]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one was selected: it comes into sight, and has the focus if the wall had it
  useEffect(() => {
    show(hadFocus.current && !document.querySelector('[role=dialog]'));
  }, [selected, columns]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.code === 'Enter') {
      if (!event.repeat) onOpen();
    } else {
      const page = Math.max(1, virtual.range ? virtual.range.endIndex - virtual.range.startIndex : 1);
      const to = moveOnWall(rows, selected, event.code, page);
      if (to === null) return;
      const way = to === selected ? wayOut(event.code) : null;
      if (way === null) onSelect(to);
      else onLeave(way);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="photo-wall"
      role="listbox"
      aria-label="照片"
      aria-multiselectable
      tabIndex={-1}
      ref={wall}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null) hadFocus.current = wall.current?.contains(event.relatedTarget) ?? false;
      }}
    >
      <div className="wall-canvas" role="presentation" style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            role="presentation"
            className="wall-row"
            data-index={index}
            ref={virtual.measureElement}
            style={{ transform: `translateY(${start}px)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          >
            {(rows[index] ?? []).map((cell) =>
              cell.kind === 'elsewhere' ? (
                <ElsewhereTile key={cell.twin.captureId} twin={cell.twin} bracket={cell.bracket} />
              ) : (
                <WallTile
                  key={cell.photo.candidacyId}
                  photo={cell.photo}
                  bracket={cell.bracket}
                  flags={flags.get(cell.photo.candidacyId) ?? none}
                  isSelected={cell.photo.candidacyId === selected}
                  isMarked={marked.has(cell.photo.candidacyId)}
                  place={order.get(cell.photo.candidacyId) ?? 0}
                  count={photos.length}
                  onSelect={onSelect}
                  onOpen={onOpen}
                />
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

const none: readonly string[] = [];

/** Which place of how many a photo has, for those who hear the wall. */
function orderOf(photos: readonly WallPhoto[], rows: ReturnType<typeof wallRows>): ReadonlyMap<string, number> {
  const ids = rows.flat().flatMap((cell) => (cell.kind === 'photo' ? [cell.photo.candidacyId] : []));
  return new Map((ids.length === photos.length ? ids : photos.map((one) => one.candidacyId)).map((id, at) => [id, at]));
}

function withRow(row: number): (range: Range) => number[] {
  return (range) => {
    const seen = defaultRangeExtractor(range);
    return seen.includes(row) || row >= range.count ? seen : [...seen, row].sort((one, other) => one - other);
  };
}

/** How many tiles of a width fit side by side, at least two where the wall is not narrower than that. */
function useColumns(wall: RefObject<HTMLDivElement | null>, tile: number): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = wall.current;
    if (element === null) return;
    const watcher = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    setWidth(element.clientWidth);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [wall]);
  return Math.max(1, Math.floor((width + GAP) / (tile + GAP)));
}

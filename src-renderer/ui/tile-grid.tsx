import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/**
 * Tiles in rows with one tab stop: arrows move by the columns that are really on screen, Home/End and PgUp/PgDn too,
 * Enter opens. Space is the page's own. Takes the focus when it first shows items.
 */
export function TileGrid<T>({
  label,
  items,
  keyOf,
  selected,
  marked,
  onSelect,
  onOpen,
  children,
}: {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly selected: string | null;
  readonly marked?: ReadonlySet<string>;
  readonly onSelect: (key: string) => void;
  readonly onOpen: (item: T) => void;
  readonly children: (item: T) => ReactNode;
}): ReactNode {
  const grid = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    items.findIndex((item) => keyOf(item) === selected),
  );
  const hasItems = items.length > 0;
  useEffect(() => {
    if (hasItems) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [hasItems]);
  const columns = (): number => {
    const tiles = [...(grid.current?.children ?? [])] as HTMLElement[];
    const second = tiles.findIndex((tile) => tile.offsetTop !== tiles[0]?.offsetTop);
    return Math.max(1, second === -1 ? tiles.length : second);
  };
  const moveTo = (index: number): void => {
    const to = Math.min(Math.max(index, 0), items.length - 1);
    const item = items[to];
    if (item === undefined) return;
    onSelect(keyOf(item));
    const tile = grid.current?.children[to] as HTMLElement | undefined;
    tile?.focus();
    tile?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns(),
      ArrowUp: -columns(),
      PageDown: columns() * 4,
      PageUp: -columns() * 4,
    };
    const by = steps[event.code];
    const item = items[at];
    if (by !== undefined) moveTo(at + by);
    else if (event.code === 'Home') moveTo(0);
    else if (event.code === 'End') moveTo(items.length - 1);
    else if (event.code === 'Enter' && !event.repeat && item !== undefined) onOpen(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="tile-grid"
      role="listbox"
      aria-label={label}
      aria-multiselectable={marked !== undefined}
      tabIndex={-1}
      ref={grid}
      onKeyDown={onKeyDown}
    >
      {items.map((item, index) => (
        <div
          key={keyOf(item)}
          role="option"
          className="tile"
          tabIndex={index === at ? 0 : -1}
          aria-selected={marked ? marked.has(keyOf(item)) : keyOf(item) === selected}
          data-selected={keyOf(item) === selected}
          onClick={() => onSelect(keyOf(item))}
          onDoubleClick={() => onOpen(item)}
          onKeyDown={() => {}}
        >
          {children(item)}
        </div>
      ))}
    </div>
  );
}

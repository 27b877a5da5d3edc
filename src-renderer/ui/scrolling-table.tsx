import { Table, type TableProps } from 'antd';
import { type ComponentRef, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useRoomBelow } from './use-room-below.ts';

/** px of the table's own head */
const HEAD = 40;
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 7, PageUp: -7 };

/**
 * A table of any length with one tab stop: only the rows in sight are drawn, and arrows, PgUp/PgDn, Home and End move
 * through the others, which the kit leaves to the wheel alone. It takes the room the window leaves below it.
 */
export function ScrollingTable<T extends object>({
  label,
  leastHeight,
  width,
  ...props
}: Omit<TableProps<T>, 'virtual' | 'scroll' | 'pagination' | 'size'> & {
  readonly label: string;
  /** px of the rows, however low the window */
  readonly leastHeight: number;
  /** least width of all columns together, px */
  readonly width: number;
}): ReactNode {
  const section = useRef<HTMLElement>(null);
  const height = Math.max(leastHeight, useRoomBelow(section, leastHeight + HEAD) - HEAD);
  const table = useRef<ComponentRef<typeof Table>>(null);
  const at = useRef(0);
  const last = (props.dataSource?.length ?? 1) - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = steps[event.code];
    const to = event.code === 'Home' ? 0 : event.code === 'End' ? last : step === undefined ? null : at.current + step;
    if (to === null) return;
    at.current = Math.min(Math.max(to, 0), last);
    table.current?.scrollTo({ index: at.current });
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={section} aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
      <Table<T> {...props} ref={table} size="small" virtual scroll={{ y: height, x: width }} pagination={false} />
    </section>
  );
}

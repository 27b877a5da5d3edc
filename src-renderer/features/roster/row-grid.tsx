import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { CellExplanation } from './cell-explanation.tsx';
import { type GridColumn, GridRow, widthOf } from './grid-row.tsx';
import type { CellProblem, RowFilter } from './roster-words.ts';
import { usePagedRows } from './use-paged-rows.ts';

const ROW = 36;
/** width of the columns that stay in place: row number and name */
const FIXED = 264;
type Place = { readonly row: number; readonly column: number };

/**
 * Rows of the file: row number and name stay in place, faulty cells are marked by shape and frame and can be focused.
 * ↑↓ walk from one problem to the next, F3 too; the line below tells what is wrong with the focused cell.
 */
export function RowGrid({
  batchId,
  columns,
  only,
  field,
  onShowBad,
  onClearFilter,
}: {
  readonly batchId: string;
  readonly columns: readonly GridColumn[];
  readonly only: RowFilter;
  readonly field: string | null;
  /** F3 in the list of all rows: first narrow it to the rows with problems */
  readonly onShowBad: () => void;
  readonly onClearFilter: () => void;
}): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Place>({ row: 0, column: -1 });
  /** where the focus goes once the row is there; null = it stays */
  const [wanted, setWanted] = useState<{ readonly row: number; readonly from: 'first' | 'last' } | null>(null);
  const [range, setRange] = useState({ first: 0, last: 30 });
  const { total, rowAt } = usePagedRows(batchId, only, field, range.first, range.last);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
    onChange: ({ range: seen }) => {
      if (seen) setRange({ first: seen.startIndex, last: seen.endIndex });
    },
  });
  const problemAt = ({ row, column }: Place): CellProblem | null =>
    rowAt(row)?.problems.find((problem) => problem.field === columns[column]?.field) ?? null;
  const placesIn = (row: number): readonly Place[] =>
    columns.flatMap((_, column) => (problemAt({ row, column }) ? [{ row, column }] : []));
  const focusCell = (place: Place) => {
    setAt(place);
    setWanted(null);
    virtual.scrollToIndex(place.row);
    requestAnimationFrame(() => {
      const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${place.row}-${place.column}"]`);
      cell?.focus({ preventScroll: true });
      if (cell && scroller.current) showSideways(scroller.current, cell);
    });
  };
  const walk = (step: 1 | -1) => {
    if (step === 1 && (only === 'all' || only === 'good')) {
      onShowBad();
      return;
    }
    const here = placesIn(at.row);
    const beside = step === 1 ? here.find((p) => p.column > at.column) : here.findLast((p) => p.column < at.column);
    if (beside) {
      focusCell(beside);
      return;
    }
    const row = (at.row + step + total) % Math.max(total, 1);
    virtual.scrollToIndex(row);
    setWanted({ row, from: step === 1 ? 'first' : 'last' });
  };
  useKeys({ F3: () => walk(1), 'Shift+F3': () => walk(-1) });

  useEffect(() => {
    if (wanted === null || rowAt(wanted.row) === null) return;
    const places = placesIn(wanted.row);
    const place = wanted.from === 'first' ? places[0] : places.at(-1);
    focusCell(place ?? { row: wanted.row, column: -1 });
  });

  const items = virtual.getVirtualItems();
  const first = rowAt(at.row);
  const problem = problemAt(at) ?? first?.problems[0] ?? null;
  return (
    <section className="row-grid card flush" aria-label="文件里的行">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div ref={scroller} className="grid-scroll" tabIndex={0}>
        <table aria-rowcount={total + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className="cell-number">
                行
              </th>
              {columns.map((column, index) => (
                <th
                  key={column.field}
                  scope="col"
                  className={index === 0 ? 'cell-name' : ''}
                  style={{ minWidth: widthOf(column.field) }}
                >
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <Spacer height={items[0]?.start ?? 0} />
          <tbody>
            {items.map((item) => (
              <GridRow
                key={item.key}
                index={item.index}
                row={rowAt(item.index)}
                columns={columns}
                focusedColumn={item.index === at.row ? at.column : null}
                onPick={(column) => setAt({ row: item.index, column })}
                onWalk={walk}
              />
            ))}
          </tbody>
          <Spacer height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </table>
        {total === 0 && (
          <EmptyState
            sentence="这一类没有行。"
            act={
              <button type="button" className="text-button" onClick={onClearFilter}>
                清除筛选
              </button>
            }
          />
        )}
      </div>
      <CellExplanation problem={problem} row={first} />
    </section>
  );
}

/** Scrolls the rows sideways, and nothing around them, until the cell stands free of the two fixed columns. */
function showSideways(scroller: HTMLElement, cell: HTMLElement): void {
  const [frame, box] = [scroller.getBoundingClientRect(), cell.getBoundingClientRect()];
  const free = frame.left + FIXED;
  if (box.left < free && !cell.closest('.cell-name')) scroller.scrollLeft -= free - box.left;
  else if (box.right > frame.right) scroller.scrollLeft += box.right - frame.right + 24;
}

/** Stands for the rows above or below that are not drawn. */
function Spacer({ height }: { readonly height: number }): ReactNode {
  return height > 0 ? (
    <tbody>
      <tr style={{ height }} />
    </tbody>
  ) : null;
}

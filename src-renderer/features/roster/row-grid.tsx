import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { type CellProblem, explain, type RosterRow, type RowFilter } from './roster-words.ts';
import { usePagedRows } from './use-paged-rows.ts';

export type GridColumn = { readonly field: string; readonly label: string };
const ROW = 36;
const widths: Readonly<Record<string, number>> = { fullName: 168, documentNumber: 220, enrolmentNo: 220, address: 240 };
const widthOf = (field: string): number => widths[field] ?? 140;

const severityLook = {
  reject: { shape: 'stop', word: '不能导入' },
  case: { shape: 'joined', word: '疑似同一人' },
  mended: { shape: 'tick', word: '已自动改正' },
  warn: { shape: 'flag', word: '提醒' },
} as const;

/**
 * Rows of the file as a grid: row number and name stay in place, faulty cells are marked by shape and frame, the line
 * below tells what is wrong with the focused cell. Arrows walk, F3 goes to the next problem.
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
  const [at, setAt] = useState({ row: 0, column: 0 });
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
  const problemAt = (row: number, column: number): CellProblem | null =>
    rowAt(row)?.problems.find((problem) => problem.field === columns[column]?.field) ?? null;
  const walkTo = (row: number, column: number) => {
    if (total === 0) return;
    const goal = {
      row: Math.min(Math.max(row, 0), total - 1),
      column: Math.min(Math.max(column, 0), columns.length - 1),
    };
    setAt(goal);
    virtual.scrollToIndex(goal.row);
  };
  const nextProblem = () => {
    if (only === 'all' || only === 'good') {
      onShowBad();
      return;
    }
    for (let row = at.row; row < total; row += 1) {
      const from = row === at.row ? at.column + 1 : 0;
      const column = columns.findIndex((_, index) => index >= from && problemAt(row, index) !== null);
      if (column >= 0) {
        walkTo(row, column);
        return;
      }
      if (rowAt(row) === null) {
        walkTo(row, 0);
        return;
      }
    }
    walkTo(0, 0);
  };
  useKeys({ F3: nextProblem });
  useEffect(() => {
    // a new list begins at its first problem, so that the line below explains it at once
    const first = rowAt(0);
    const column = first ? columns.findIndex((entry) => first.problems.some((p) => p.field === entry.field)) : -1;
    if (column >= 0) setAt((now) => (now.row === 0 && now.column === 0 ? { row: 0, column } : now));
  }, [rowAt, columns]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      PageDown: [12, 0],
      PageUp: [-12, 0],
      Home: [-total, 0],
      End: [total, 0],
    };
    const step = steps[event.code];
    if (step === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    walkTo(at.row + step[0], at.column + step[1]);
  };
  const focused = rowAt(at.row);
  const problem = problemAt(at.row, at.column) ?? focused?.problems[0] ?? null;

  return (
    <section className="row-grid card flush" aria-label="文件里的行">
      <div
        ref={scroller}
        className="grid-scroll"
        role="grid"
        aria-label="文件里的行"
        aria-rowcount={total + 1}
        aria-activedescendant={`cell-${at.row}-${at.column}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className="grid-row grid-head" role="row" aria-rowindex={1} tabIndex={-1}>
          <span role="columnheader" tabIndex={-1} className="cell-number">
            行
          </span>
          {columns.map((column, index) => (
            <span
              key={column.field}
              role="columnheader"
              tabIndex={-1}
              className={index === 0 ? 'cell-name' : ''}
              style={{ width: widthOf(column.field) }}
            >
              {column.label}
            </span>
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => (
            <GridRow
              key={item.key}
              index={item.index}
              top={item.start}
              row={rowAt(item.index)}
              columns={columns}
              focusedColumn={item.index === at.row ? at.column : null}
              onPick={(column) => setAt({ row: item.index, column })}
            />
          ))}
        </div>
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
      <p className="cell-explanation" role="status" aria-live="polite">
        {problem ? (
          <>
            <span className="tone-mark" data-tone={problem.severity === 'reject' ? 'refused' : 'returned'}>
              <StatusShape shape={severityLook[problem.severity].shape} />
              {severityLook[problem.severity].word}
            </span>{' '}
            {explain(problem)}
          </>
        ) : focused ? (
          `第 ${focused.row} 行没有问题。`
        ) : (
          ''
        )}
        <span className="hint"> 方向键走格 · F3 下一处</span>
      </p>
    </section>
  );
}

function GridRow({
  index,
  top,
  row,
  columns,
  focusedColumn,
  onPick,
}: {
  readonly index: number;
  readonly top: number;
  readonly row: RosterRow | null;
  readonly columns: readonly GridColumn[];
  readonly focusedColumn: number | null;
  readonly onPick: (column: number) => void;
}): ReactNode {
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      className={row?.outcome === 'rejected' ? 'grid-row rejected' : 'grid-row'}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="rowheader" tabIndex={-1} className="cell-number figures">
        {row?.row ?? '…'}
      </span>
      {columns.map((column, place) => {
        const problem = row?.problems.find((entry) => entry.field === column.field);
        const look = problem ? severityLook[problem.severity] : null;
        return (
          <span
            key={column.field}
            id={`cell-${index}-${place}`}
            role="gridcell"
            tabIndex={-1}
            aria-selected={focusedColumn === place}
            aria-invalid={problem?.severity === 'reject' ? true : undefined}
            data-severity={problem?.severity}
            className={place === 0 ? 'cell-name' : ''}
            style={{ width: widthOf(column.field) }}
            onPointerDown={() => onPick(place)}
          >
            {look && <StatusShape shape={look.shape} />}
            {row?.cells[column.field] ?? ''}
            {look && <span className="only-spoken">{look.word}</span>}
          </span>
        );
      })}
    </div>
  );
}

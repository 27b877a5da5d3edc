import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { type RosterRow, severityLook } from './roster-words.ts';

export type GridColumn = { readonly field: string; readonly label: string };

const widths: Readonly<Record<string, number>> = { fullName: 168, documentNumber: 220, enrolmentNo: 220, address: 240 };

/** Least width of a column in px. */
export function widthOf(field: string): number {
  return widths[field] ?? 128;
}

/** One row of the file. A faulty cell is a button, so that it can take the focus; the others are text. */
export function GridRow({
  index,
  row,
  columns,
  focusedColumn,
  onPick,
  onWalk,
}: {
  readonly index: number;
  readonly row: RosterRow | null;
  readonly columns: readonly GridColumn[];
  readonly focusedColumn: number | null;
  readonly onPick: (column: number) => void;
  readonly onWalk: (step: 1 | -1) => void;
}): ReactNode {
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row" className="cell-number">
        {row?.row ?? '…'}
      </th>
      {columns.map((column, place) => {
        const problem = row?.problems.find((entry) => entry.field === column.field);
        const value = row?.cells[column.field] ?? '';
        const name = place === 0 ? 'cell-name' : '';
        if (!problem) {
          return (
            <td key={column.field} className={name}>
              {column.field === 'fullName' ? <PersonName name={value} size="table" /> : value}
            </td>
          );
        }
        const look = severityLook[problem.severity];
        return (
          <td key={column.field} className={`faulty ${name}`} data-severity={problem.severity}>
            <button
              type="button"
              data-passes-keys
              data-cell={`${index}-${place}`}
              tabIndex={focusedColumn === place ? 0 : -1}
              onFocus={() => onPick(place)}
              onKeyDown={(event) => {
                if (event.code !== 'ArrowDown' && event.code !== 'ArrowUp') return;
                event.preventDefault();
                event.stopPropagation();
                onWalk(event.code === 'ArrowDown' ? 1 : -1);
              }}
            >
              <StatusShape shape={look.shape} />
              {value === '' ? '空' : value}
              <span className="only-spoken">{look.word}</span>
            </button>
          </td>
        );
      })}
    </tr>
  );
}

/**
 * How a cell stood in the file. Only `text` and `number` and `date` carry a value that may be taken; the others are refused
 * where the column matters: a formula is never computed, a merged cell belongs to another row, an error is no value.
 */
const cellKinds = ['text', 'number', 'date', 'formula', 'merged', 'error'] as const;
export type CellKind = (typeof cellKinds)[number];

/** One cell: what people see in it, and how it stood there. Numbers beyond 15 digits are written as the sheet shows them: 1.50102E+17. */
export type RosterCell = { readonly text: string; readonly kind: CellKind };

/** One row of a file. `row` is the row number of the spreadsheet, from 1. */
export type SheetRow = { readonly row: number; readonly cells: readonly RosterCell[] };

/** A cell as it is kept with a staged row: the bare text, or text and kind where it is not plain text. */
export type KeptCell = string | readonly [string, CellKind];

/** Short form for keeping. */
export function keepCell(cell: RosterCell): KeptCell {
  return cell.kind === 'text' ? cell.text : [cell.text, cell.kind];
}

/** The cell behind a kept form. */
export function cellOf(kept: KeptCell): RosterCell {
  return typeof kept === 'string' ? { text: kept, kind: 'text' } : { text: kept[0], kind: kept[1] };
}

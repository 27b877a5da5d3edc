import { bomb, spreadsheetFault } from './spreadsheet-fault.ts';
import { headerSearchRows, longestCell, mostEmptyRows, mostRows } from './spreadsheet-limits.ts';

/** A merged range, 1-based, both ends included. */
export type MergedRange = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

export type SheetScan = { readonly rowsWithValues: number; readonly merges: readonly MergedRange[] };

const interesting = /<(?:\w+:)?(row|v|is|mergeCell)\b([^>]*)>/gu;
const mostMerges = 50_000;

/**
 * Looks through the XML of one sheet while it is being inflated: counts rows that hold a value (a sheet formatted down to
 * the last row is no long roster), and collects merged ranges. Throws as soon as a limit is passed, so that a sheet of a
 * hundred thousand rows is told after a fifth of it.
 */
export function createSheetScan(): { push(chunk: Uint8Array): void; end(): SheetScan } {
  let carry = '';
  let rows = 0;
  let rowsWithValues = 0;
  let isRowCounted = true;
  const merges: MergedRange[] = [];
  function read(text: string): void {
    for (const match of text.matchAll(interesting)) {
      const [, name, attributes] = match;
      if (name === 'row') {
        rows += 1;
        isRowCounted = false;
        if (rows > mostEmptyRows) throw emptyRowsFault();
      } else if (name === 'mergeCell') {
        const range = rangeOf(/\bref="([^"]+)"/u.exec(attributes ?? '')?.[1] ?? '');
        if (range && merges.length < mostMerges) merges.push(range);
      } else if (!isRowCounted) {
        isRowCounted = true;
        rowsWithValues += 1;
        if (rowsWithValues > mostRows + headerSearchRows) throw tooManyRows();
      }
    }
  }
  return {
    push(chunk) {
      const text = carry + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
      const end = text.lastIndexOf('>') + 1;
      carry = text.slice(end);
      if (carry.length > longestCell * 32) throw bomb();
      read(text.slice(0, end));
    },
    end: () => ({ rowsWithValues, merges }),
  };
}

/** The fault for more rows than one import takes. */
export function tooManyRows() {
  return spreadsheetFault('tooManyRows', `超过 ${mostRows} 行，一次读不了。分成几份，逐份导入`);
}

function emptyRowsFault() {
  return spreadsheetFault('emptyRows', '名册下面拖着几十万行空行。选中并删除这些空行，保存后再导入');
}

function rangeOf(reference: string): MergedRange | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/u.exec(reference);
  if (!match) return null;
  const [, left = '', top = '', right = left, bottom = top] = match;
  return { top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) };
}

/** A = 1, Z = 26, AA = 27. */
function columnNumber(letters: string): number {
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
}

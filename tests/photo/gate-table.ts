import { photoMeasureLabels } from '../../shared/labels/photo-measure.ts';
import { measureBands } from '../../shared/photo/judge-photo.ts';
import type { PhotoMeasurements } from '../../shared/photo/photo-cause.ts';
import { defaultPhotoProfile } from '../../shared/photo/profiles.ts';

type Row = { readonly name: string; readonly measurements: PhotoMeasurements };

/** The two tables of the page, each between marks of its own. */
type TableName = 'measures' | 'limits';
const begin = (name: TableName): string => `<!-- generated ${name}: begin -->`;
const end = (name: TableName): string => `<!-- generated ${name}: end -->`;
/** models answer a little differently on another processor; a cell is out of date beyond this share or step */
const SHARE = 0.06;
const STEP = 0.05;

/** Measure × fixture in Markdown: a line for each measure, with the band that is good under the default profile. */
export function gateTable(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap(({ measurements }) => Object.keys(measurements)))];
  const bands = new Map(measureBands(defaultPhotoProfile).map((band) => [band.measure, band]));
  const short = rows.map(({ name }) => name.replace('.jpg', ''));
  const lines = names.map((measure) => {
    const band = bands.get(measure);
    const good = band === undefined ? '—' : `${band.from ?? ''} … ${band.to ?? ''}`;
    const label = photoMeasureLabels[measure]?.label ?? measure;
    const cells = rows.map(({ measurements }) => shown(measurements[measure]));
    return `| \`${measure}\` ${label} | ${good} | ${cells.join(' | ')} |`;
  });
  const head = [`| 量 | 好的范围 | ${short.join(' | ')} |`, `|${' --- |'.repeat(short.length + 2)}`];
  return [...head, ...lines].join('\n');
}

/** A generated part of a page. */
export function tableIn(page: string, name: TableName): string {
  return page.slice(page.indexOf(begin(name)) + begin(name).length, page.indexOf(end(name))).trim();
}

/** The page with another generated part. */
export function withTable(page: string, name: TableName, table: string): string {
  const from = page.indexOf(begin(name)) + begin(name).length;
  return `${page.slice(0, from)}\n${table}\n${page.slice(page.indexOf(end(name)))}`;
}

/** Where two tables differ by more than another processor explains. */
export function tableDifferences(stored: string, measured: string): string[] {
  const [old, now] = [stored, measured].map((table) => table.split('\n').map((line) => line.split('|'))) as [
    string[][],
    string[][],
  ];
  if (old.length !== now.length) return [`${old.length} lines, not ${now.length}`];
  return now.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      const before = old[row]?.[column] ?? '';
      const [a, b] = [Number(before), Number(cell)];
      const isSame = before === cell || Math.abs(a - b) <= Math.max(STEP, SHARE * Math.abs(b));
      return isSame
        ? []
        : [`${now[row]?.[1]?.trim()} × ${now[0]?.[column]?.trim()}: ${before.trim()} → ${cell.trim()}`];
    }),
  );
}

function shown(value: number | undefined): string {
  if (value === undefined) return '';
  const size = Math.abs(value);
  return String(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)));
}

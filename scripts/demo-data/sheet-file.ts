import { strToU8, zipSync } from 'fflate';

/** A cell: text (typed as text, so that long numbers stay whole), a number, or nothing. */
export type SheetCell = string | number | null;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** 0 → A, 26 → AA. */
function columnName(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}

function sharedStrings(): { indexOf(text: string): number; xml(): string } {
  const known = new Map<string, number>();
  return {
    indexOf: (text) => {
      const index = known.get(text) ?? known.size;
      known.set(text, index);
      return index;
    },
    xml: () => {
      const items = [...known.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('');
      return `${xmlHead}<sst xmlns="${main}" uniqueCount="${known.size}">${items}</sst>`;
    },
  };
}

function sheetXml(rows: readonly (readonly SheetCell[])[], strings: ReturnType<typeof sharedStrings>): string {
  const lines = rows.map((cells, r) => {
    const written = cells.map((cell, c) => {
      const at = `${columnName(c)}${r + 1}`;
      if (cell === null || cell === '') return '';
      if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
      return `<c r="${at}" s="${r === 0 ? 2 : 1}" t="s"><v>${strings.indexOf(cell)}</v></c>`;
    });
    return `<row r="${r + 1}">${written.join('')}</row>`;
  });
  const widths = (rows[0] ?? [])
    .map((_, c) => `<col min="${c + 1}" max="${c + 1}" width="16" customWidth="1"/>`)
    .join('');
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `${xmlHead}<worksheet xmlns="${main}">${frozen}<cols>${widths}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/**
 * An XLSX file with one sheet; the first row is the header. Written by hand rather than by a library because the result
 * must be the same byte for byte on every run: no clock, no random, entries in a fixed order.
 */
export function sheetFile(sheetName: string, rows: readonly (readonly SheetCell[])[]): Uint8Array {
  const strings = sharedStrings();
  const sheet = sheetXml(rows, strings);
  const styles = `${xmlHead}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;
  const parts: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${kind}.sharedStrings+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escapeXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles],
    ['xl/sharedStrings.xml', strings.xml()],
    ['xl/worksheets/sheet1.xml', sheet],
  ];
  const entries = parts.map(([name, xml]) => [name, strToU8(xml.startsWith('<?xml') ? xml : xmlHead + xml)] as const);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: '2026-11-20T00:00:00' });
}

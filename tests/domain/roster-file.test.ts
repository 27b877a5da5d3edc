import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, expect, test } from 'vitest';
import { readSpreadsheetFile } from '../../src-main/documents/spreadsheet.ts';
import { isSpreadsheetFault } from '../../src-main/documents/spreadsheet-fault.ts';
import { csv, headers, pupilRow, xlsx } from '../commands/roster/sheets.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaoji-roster-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads bytes as a file of a neutral name; a fault comes back as `code: sentence`. */
async function read(bytes: Uint8Array | string) {
  const path = join(folder, `${randomBytes(4).toString('hex')}.bin`);
  writeFileSync(path, bytes);
  return await readSpreadsheetFile(path, 'roster');
}
async function faultOf(bytes: Uint8Array | string): Promise<string> {
  try {
    await read(bytes);
    return 'read';
  } catch (error) {
    return isSpreadsheetFault(error) ? `${error.code}: ${error.sentence}` : String(error);
  }
}

const parts = {
  '[Content_Types].xml': strToU8(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  ),
  'xl/_rels/workbook.xml.rels': strToU8(
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  ),
  'xl/workbook.xml': strToU8(
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ),
};
const sheetXml = (data: string) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data}</sheetData></worksheet>`;
const handMade = (sheet: string, extra: Record<string, Uint8Array> = {}) =>
  zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet), ...extra }, { level: 9 });
const inlineRow = (n: number, texts: readonly string[]) =>
  `<row r="${n}">${texts.map((t, at) => `<c r="${String.fromCharCode(65 + at)}${n}" t="inlineStr"><is><t>${t}</t></is></c>`).join('')}</row>`;

const good = [[...headers], pupilRow(1), pupilRow(2)];

test('手工拼成的最小 xlsx 读得出（下面各种坏文件都从它变来）', async () => {
  const file = await read(handMade(sheetXml(inlineRow(1, headers) + inlineRow(2, pupilRow(1).map(String)))));
  expect(file.headers).toEqual([...headers]);
  expect(file.rows.map((row) => row.row)).toEqual([2]);
});

test.each<[string, () => Uint8Array | string | Promise<Uint8Array>, RegExp]>([
  ['空文件', () => '', /^empty: 文件是空的/],
  ['PDF', () => '%PDF-1.7\n…', /^otherType: 这是PDF，不是表格。选 xlsx 或 csv/],
  ['图片', () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /^otherType: 这是JPEG 图片/],
  ['随机字节', () => new Uint8Array(randomBytes(4000)).map((b, i) => (i < 20 ? i : b)), /^otherType: /],
  ['带密码的 xlsx', () => ole('EncryptedPackage'), /^password: 文件有密码。.*取消密码.*再导入/],
  ['旧版 xls', () => ole('Workbook'), /^oldFormat: 这是旧版 xls.*另存为 xlsx/],
  ['Word', () => zipSync({ 'word/document.xml': strToU8('<a/>') }), /^otherType: 这是 Word 文档/],
  ['普通压缩包', () => zipSync({ '学生.txt': strToU8('a') }), /^otherType: 这是压缩包/],
  ['网页冒充 xls', () => '<html><table><tr><td>姓名</td></tr></table></html>', /^webPage: .*另存为 xlsx/],
  ['截断的 xlsx', async () => (await xlsx(good)).slice(0, 3000), /^damaged: 文件已损坏/],
  ['改坏字节的 xlsx', async () => spoilt(await xlsx(good)), /^damaged: /],
  ['里面的 XML 坏了', () => handMade('<worksheet><sheetData><row r="1"><c'), /^(damaged|empty): /],
  ['没有工作表', () => zipSync(parts), /^noSheet: /],
  ['只有表头', () => xlsx([[...headers]]), /^noRows: 表头下面没有一行数据/],
  ['实体声明', () => handMade(`<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml('')}`), /^entities: .*没有读它/],
  ['藏在大段空白后的实体声明', () => handMade(`${' '.repeat(200_000)}<!DOCTYPE x>${sheetXml('')}`), /^entities: /],
  ['部件太多', () => handMade(sheetXml(''), manyParts()), /^tooManyParts: .*只留名册一张表/],
  ['十万行', () => handMade(sheetXml(manyRows(100_000))), /^tooManyRows: 超过 20000 行.*分成几份/],
  [
    '十万行 CSV',
    () => [headers.join(','), ...Array.from({ length: 100_000 }, () => 'a,b')].join('\n'),
    /^tooManyRows: /,
  ],
  ['拖着五十万空行', () => handMade(sheetXml('<row r="9" ht="14"/>'.repeat(500_000))), /^emptyRows: .*删除/],
  [
    '解开成 300 MB 的炸弹',
    () => handMade(sheetXml(`<row r="1"><c t="inlineStr"><is><t>${'0'.repeat(300_000_000)}</t></is></c></row>`)),
    /^bomb: /,
  ],
  [
    '别的部件里的炸弹',
    () => handMade(sheetXml(''), { 'xl/media/image1.png': new Uint8Array(60_000_000) }),
    /^bomb: .*没有读它/,
  ],
  [
    '两张名册表',
    () =>
      xlsx(good, (_, book) => {
        for (const row of good) (book.getWorksheet('二班') ?? book.addWorksheet('二班')).addRow(row);
      }),
    /^severalSheets: .*名册、二班.*另存为单独的文件/,
  ],
  ['引号没有配对的 CSV', () => `${csv(good)}\r\n"张三,男`, /^quotes: .*引号没有配对/],
  [
    'CSV 里有坏字节',
    () => Buffer.concat([Buffer.from(csv(good)), Buffer.from([0x2c, 0xff, 0x80, 0xff])]),
    /^encoding: 认不出文件的文字编码/,
  ],
  ['UTF-8 被当成 GBK 打开又存过', () => iconv.decode(Buffer.from(csv(good)), 'gbk'), /^garbled: .*乱码/],
  ['锟斤拷', () => `${csv(good)}\r\n锟斤拷,男`, /^garbled: .*锟斤拷/],
  ['Big5', () => iconv.encode('姓名,性別,學校\r\n陳大文,男,第一中學', 'big5'), /^encoding: .*Big5/],
])('%s：一句话说清，给出下一步', async (_, make, expected) => {
  expect(await faultOf(await make())).toMatch(expected);
});

test.each<[string, (text: string) => Uint8Array]>([
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 带 BOM', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 小端', (text) => iconv.encode(text, 'utf-16le', { addBOM: true })],
  ['UTF-16 大端', (text) => iconv.encode(text, 'utf-16be', { addBOM: true })],
  ['UTF-16 没有 BOM', (text) => iconv.encode(text, 'utf-16le', { addBOM: false })],
  ['GB18030', (text) => iconv.encode(text, 'gb18030')],
])('CSV 用 %s 编码都读得出，生僻字和间隔点不走样', async (_, encode) => {
  const rows = [[...headers], pupilRow(1, { 姓名: '王𬭎𠮷' }), pupilRow(2, { 姓名: '包·呼格吉勒' })];
  const file = await read(encode(csv(rows)));
  expect(file.rows.map((row) => row.cells[0]?.text)).toEqual(['王𬭎𠮷', '包·呼格吉勒']);
});

test('分隔符可以是逗号、制表符或分号；行号照表格软件的数法', async () => {
  for (const delimiter of [',', '\t', ';']) {
    const text = csv([['某校名册'], [], [...headers], pupilRow(1), [], pupilRow(2)]).replaceAll(',', delimiter);
    const file = await read(text);
    expect(file.headerRow).toBe(3);
    expect(file.rows.map((row) => row.row)).toEqual([4, 6]);
  }
});

test('表头上面可以有标题行，合并的标题不碍事', async () => {
  const file = await read(await xlsx([['某校 2026 级名册'], [], ...good], (sheet) => sheet.mergeCells('A1:H1')));
  expect(file.headerRow).toBe(3);
  expect(file.rows).toHaveLength(2);
  expect(file.rows[0]?.cells[0]).toEqual({ text: '演示丁', kind: 'text' });
});

test('公式、合并格、错误值、真日期、科学计数各按本来面目交出', async () => {
  const rows = [
    [...headers],
    pupilRow(1, { 姓名: { formula: 'HYPERLINK("http://a/"&D2)', result: '张三' } }),
    pupilRow(2, { 出生日期: new Date(Date.UTC(2010, 2, 12)) }),
    pupilRow(3, { 证件号码: 150430201003120030 }),
    pupilRow(4),
    pupilRow(5),
  ];
  const file = await read(
    await xlsx(rows, (sheet) => {
      sheet.mergeCells('G5:G6');
      sheet.getCell('A6').value = { error: '#N/A' };
    }),
  );
  expect(file.rows[0]?.cells[0]).toEqual({ text: '=HYPERLINK("http://a/"&D2)', kind: 'formula' });
  expect(file.rows[1]?.cells[4]).toEqual({ text: '2010-03-12', kind: 'date' });
  expect(file.rows[2]?.cells[3]).toEqual({ text: '1.50430E+17', kind: 'number' });
  expect(file.rows[3]?.cells[6]).toEqual({ text: '高一(1)班', kind: 'text' });
  expect(file.rows[4]?.cells[6]?.kind).toBe('merged');
  expect(file.rows[4]?.cells[0]).toEqual({ text: '#N/A', kind: 'error' });
});

test('隐藏的表、铺满整列的下拉列表和命名区域不碍事', async () => {
  const file = await read(
    await xlsx(good, (sheet, book) => {
      const hidden = book.addWorksheet('旧名册', { state: 'hidden' });
      for (const row of good) hidden.addRow(row);
      sheet.getCell('B2').dataValidation = { type: 'list', formulae: ['"男,女"'] };
      book.definedNames.add('名册!$A$1:$B$3', '全部');
    }),
  );
  expect(file.rows).toHaveLength(2);
});

function ole(stream: string): Uint8Array {
  const bytes = Buffer.alloc(4096);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  Buffer.from(stream, 'utf16le').copy(bytes, 1024);
  return bytes;
}

function spoilt(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  for (let at = 400; at < out.length - 2000; at += 97) out[at] = (out[at] ?? 0) ^ 0x5a;
  return out;
}

function manyParts(): Record<string, Uint8Array> {
  return Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`xl/media/image${at}.png`, new Uint8Array(10)]));
}

function manyRows(count: number): string {
  return Array.from({ length: count }, (_, at) => `<row r="${at + 1}"><c><v>1</v></c></row>`).join('');
}

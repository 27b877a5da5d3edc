import { escapeHtml, paper } from './paper-style.ts';

/** A batch as the printed list shows it; every word is ready for people. */
export type PrintedBatch = {
  readonly name: string;
  readonly state: string;
  readonly made: string;
  readonly released: string;
  readonly records: number;
  /** with receipt / refused, and what the region has counted */
  readonly result: string;
  /** first characters of the hash over the whole batch; '' while nothing has left */
  readonly totalSha256: string;
};

export type BatchListPaper = {
  readonly officeName: string;
  readonly deskName: string;
  readonly printedAt: string;
  readonly lines: readonly PrintedBatch[];
};

/** HTML of the list of batches, the oldest first: what was put together, released and received. No pupil stands on it. */
export function batchListHtml({ officeName, deskName, printedAt, lines }: BatchListPaper): string {
  const head = ['批次', '状态', '装批', '放行', '份数', '回执与点收', '总校验值'];
  const rows = lines.map((one) =>
    [one.name, one.state, one.made, one.released, String(one.records), one.result, one.totalSha256]
      .map((cell) => `<td>${escapeHtml(cell)}</td>`)
      .join(''),
  );
  return paper(
    '批次清单',
    style,
    `<h1>批次清单</h1><p class="about">${escapeHtml(officeName)} · ${escapeHtml(deskName)}，共 ${lines.length} 批，${escapeHtml(printedAt)} 打印</p>
<table><thead><tr>${head.map((word) => `<th>${word}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table>`,
  );
}

const style = `
@page { size: A4 landscape; margin: 12mm; }
.about { margin: 3mm 0; text-align: center; font-size: 10pt; }
table { width: 100%; border-collapse: collapse; font-size: 9pt; }
th, td { border: 0.3pt solid #000; padding: 1mm 1.5mm; text-align: left; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }`;

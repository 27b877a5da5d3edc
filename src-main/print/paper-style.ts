/** Text made safe for HTML: names and addresses are data, never markup. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * The page around a paper: A4, margins 15 mm, black only, serif faces with rare characters behind them. No script and
 * nothing from outside: pictures come as data.
 */
export function paper(title: string, style: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title><style>
@page { size: A4 portrait; margin: 15mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font-size: 12pt; line-height: 1.35;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Noto Serif SC", "Noto Sans CJK SC", "Noto Sans SC",
    Plangothic, "SimSun-ExtB", serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1 { font-size: 16pt; line-height: 1.3; margin: 0; text-align: center; letter-spacing: 0.1em; }
p { margin: 0; }
${style}</style></head><body>${body}</body></html>`;
}

/** Numbers of 18 characters in groups 6-8-4, as people read them aloud. */
export function inGroups(number: string): string {
  return number.length === 18 ? `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}` : number;
}

/** 2008-05-11 → 2008 年 5 月 11 日; anything else as it stands. */
export function dateInWords(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  return parts ? `${parts[1]} 年 ${Number(parts[2])} 月 ${Number(parts[3])} 日` : date;
}

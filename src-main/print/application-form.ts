import { escapeHtml, inGroups, paper } from './paper-style.ts';

/** One application on paper; all of it in words already. */
export type ApplicationPaper = {
  readonly kindLabel: string;
  readonly applicationId: string;
  readonly fullName: string;
  /** number, school, class */
  readonly candidate: readonly Line[];
  readonly asked: readonly Line[];
  readonly evidence: readonly { readonly label: string; readonly pages: number }[];
  readonly steps: readonly {
    readonly at: string;
    readonly who: string;
    readonly what: string;
    readonly reason: string | null;
  }[];
  /** where it lies: 等学校同意 / 已办结 */
  readonly place: string;
  /** the clauses it is handled by */
  readonly basis: string;
  readonly officeName: string;
  readonly printed: string;
};
type Line = { readonly label: string; readonly value: string };

/** HTML of the 业务办理单, A4: who asks for what on which papers, who decided it when, the basis, and room to sign. */
export function applicationFormHtml(one: ApplicationPaper): string {
  const long = Array.from(one.fullName).length > 24 ? ' long' : '';
  const rows = one.steps
    .map(
      ({ at, who, what, reason }) =>
        `<tr><td>${escapeHtml(at)}</td><td>${escapeHtml(who)}</td><td>${escapeHtml(reason === null ? what : `${what}：${reason}`)}</td></tr>`,
    )
    .join('');
  const papers = one.evidence.map(({ label, pages }) => `${escapeHtml(label)} ${pages} 页`).join('、') || '没有附材料';
  return paper(
    `${one.kindLabel}办理单`,
    style,
    `<section class="sheet"><h1>${escapeHtml(one.kindLabel)}办理单</h1>
<p class="label">姓名</p><p class="name${long}">${escapeHtml(one.fullName)}</p>${list(one.candidate)}
<h2>申请内容</h2>${list(one.asked)}
<h2>材料</h2><p>${papers}</p>
<h2>经过（现在：${escapeHtml(one.place)}）</h2>
<table><thead><tr><th>时间</th><th>谁</th><th>做了什么</th></tr></thead><tbody>${rows}</tbody></table>
<p class="note">依据：${escapeHtml(one.basis)}</p>
<div class="signs"><p>申请人签字</p><p>办理人签字</p><p>${escapeHtml(one.officeName)}（盖章）</p></div>
<footer><span>业务件 ${escapeHtml(one.applicationId)}</span><span>${escapeHtml(one.printed)}</span></footer></section>`,
  );
}

function list(lines: readonly Line[]): string {
  const items = lines.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(inGroups(value))}</dd>`);
  return `<dl>${items.join('')}</dl>`;
}

const style = `
.sheet { min-height: 262mm; display: flex; flex-direction: column; }
.label { font-size: 9pt; line-height: 1.3; margin-top: 4mm; }
.name { font-size: 20pt; line-height: 1.3; font-weight: 700; } .name.long { font-size: 16pt; }
dl { display: grid; grid-template-columns: 36mm 1fr; margin: 2mm 0 0; row-gap: 1mm; }
dt { font-size: 9pt; padding-top: 0.8mm; } dd { margin: 0; }
h2 { font-size: 12pt; margin: 5mm 0 1.5mm; }
table { width: calc(100% - 0.2mm); border-collapse: collapse; } tr { break-inside: avoid; }
td, th { border: 0.2mm solid #000; padding: 1.4mm 2mm; text-align: left; font-weight: 400; vertical-align: top; font-size: 10.5pt; }
th { font-size: 9pt; } td:first-child { white-space: nowrap; } td:first-child, th:first-child { width: 46mm; }
td:nth-child(2), th:nth-child(2) { width: 48mm; }
.note { font-size: 9pt; margin-top: 2mm; }
.signs { margin-top: auto; padding-top: 8mm; display: grid; grid-template-columns: 1fr 1fr 1.4fr; gap: 6mm; break-inside: avoid; }
.signs p { border-bottom: 0.2mm solid #000; padding-bottom: 12mm; font-size: 9pt; }
footer { display: flex; justify-content: space-between; gap: 4mm; font-size: 9pt; border-top: 0.2mm solid #000; padding-top: 1.5mm; margin-top: 3mm; }
`;

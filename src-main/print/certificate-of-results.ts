import { escapeHtml, inGroups, paper } from './paper-style.ts';

export type CertificatePaper = {
  readonly number: string;
  readonly fullName: string;
  readonly particulars: readonly { readonly label: string; readonly value: string }[];
  readonly subjects: readonly { readonly label: string; readonly outcome: string; readonly source: string }[];
  readonly officeName: string;
  /** in words */
  readonly issuedOn: string;
  /** what this copy is for (2.6) */
  readonly purpose: string;
  /** when and how many times it has been printed, in words */
  readonly printed: string;
  /** groups of four */
  readonly code: string;
  /** SVG of the QR code */
  readonly qr: string;
};

/** HTML of the 成绩证明, one A4 page: results of the qualifying exam only, place for the seal, number and code to verify. */
export function certificateHtml(one: CertificatePaper): string {
  const long = Array.from(one.fullName).length > 24 ? ' long' : '';
  // every subject there is, each from a long source, under a name of 50 characters: still one page
  const many = one.subjects.length > 9 ? ' class="many"' : '';
  const particulars = one.particulars
    .map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(inGroups(value))}</dd>`)
    .join('');
  const rows = one.subjects
    .map(
      ({ label, outcome, source }, at) =>
        `<tr><td>${at + 1}</td><td>${escapeHtml(label)}</td><td class="outcome">${escapeHtml(outcome)}</td><td>${escapeHtml(source)}</td></tr>`,
    )
    .join('');
  return paper(
    '成绩证明',
    style,
    `<section class="sheet"><h1>普通高中学业水平合格性考试成绩证明</h1>
<p class="number">编号 ${escapeHtml(one.number)}</p>
<p class="label">姓名</p><p class="name${long}">${escapeHtml(one.fullName)}</p><dl>${particulars}</dl>
<h2>合格性考试成绩，共 ${one.subjects.length} 科</h2>
<table${many}><thead><tr><th>序号</th><th>科目</th><th>成绩</th><th>来源</th></tr></thead><tbody>${rows}</tbody></table>
<p class="note">只列合格性考试成绩；没有列出的科目没有成绩。</p>
<p class="note">本份用途：${escapeHtml(one.purpose)}</p>
<div class="foot"><div class="code">${one.qr}</div><div class="words"><p>核验码 <b>${escapeHtml(one.code)}</b></p>
<p class="label">扫码，或凭编号和核验码，向出具机构或自治区核验</p></div>
<div class="seal"><p>${escapeHtml(one.officeName)}</p><p>（盖章）</p><p>${escapeHtml(one.issuedOn)}</p></div></div>
<footer><span>${escapeHtml(one.number)}</span><span>${escapeHtml(one.printed)}</span></footer></section>`,
  );
}

const style = `
.sheet { min-height: 262mm; display: flex; flex-direction: column; }
.number { text-align: right; margin: 3mm 0; font-size: 10.5pt; }
.label { font-size: 9pt; line-height: 1.3; }
.name { font-size: 20pt; line-height: 1.3; font-weight: 700; } .name.long { font-size: 16pt; }
dl { display: grid; grid-template-columns: 32mm 1fr; margin: 3mm 0 0; row-gap: 1mm; }
dt { font-size: 9pt; padding-top: 0.8mm; } dd { margin: 0; }
h2 { font-size: 12pt; margin: 5mm 0 1.5mm; }
table { width: calc(100% - 0.2mm); border-collapse: collapse; } td, th { border: 0.2mm solid #000; padding: 1.6mm 2.5mm; text-align: left; font-weight: 400; }
.many td, .many th { padding: 1mm 2.5mm; }
th { font-size: 9pt; } td:first-child, th:first-child { width: 12mm; text-align: center; } .outcome { font-weight: 700; width: 26mm; }
.note { font-size: 9pt; margin-top: 1.5mm; }
.foot { margin-top: auto; padding-top: 6mm; display: flex; gap: 5mm; align-items: flex-end; break-inside: avoid; }
.code svg { width: 34mm; height: 34mm; display: block; } .words { flex: 1; min-width: 0; }
.seal { text-align: right; line-height: 1.7; min-width: 60mm; }
footer { display: flex; justify-content: space-between; gap: 4mm; font-size: 9pt; border-top: 0.2mm solid #000; padding-top: 1.5mm; margin-top: 3mm; }
`;

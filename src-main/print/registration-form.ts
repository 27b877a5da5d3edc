import { escapeHtml, inGroups, paper } from './paper-style.ts';
import { registrationFormStyle } from './registration-form-style.ts';

export type FormField = {
  readonly label: string;
  readonly value: string;
  /** widths of the six-column grid */
  readonly span: 2 | 3 | 4 | 6;
};

export type RegistrationForm = {
  readonly officeName: string;
  readonly fullName: string;
  /** shown large under the name */
  readonly fields: readonly FormField[];
  /** what the pupil is known by: candidacy number (or its absence in words), document number, enrolment number */
  readonly numbers: readonly { readonly label: string; readonly value: string }[];
  /** differences between document and roster that were settled at the desk */
  readonly settled: readonly {
    readonly label: string;
    readonly roster: string;
    readonly document: string;
    readonly holds: string;
  }[];
  readonly resume: readonly { readonly period: string; readonly place: string }[];
  readonly family: readonly {
    readonly relation: string;
    readonly fullName: string;
    readonly workplace: string;
    readonly phone: string;
  }[];
  /** derived photo; null = none taken yet */
  readonly photo: Uint8Array | null;
  /** age of consent where the pupil is younger: a guardian signs as well; null = older */
  readonly guardianUnder: number | null;
  readonly clerkName: string;
  /** +08:00, in words */
  readonly printedAt: string;
  readonly deskName: string;
  readonly edition: string;
  /** groups of four */
  readonly verificationCode: string;
  /** SVG of the QR code */
  readonly qr: string;
};

/**
 * HTML of the 登记表: page 1 is what the pupil checks and signs; family and résumé follow on page 2 with the name
 * repeated. Black alone works; names are never cut.
 */
export function registrationFormHtml(form: RegistrationForm): string {
  const hasSecond = form.resume.length + form.family.length > 0;
  const pages = hasSecond ? 2 : 1;
  const first = page(form, 1, pages, head(form) + grid(form) + differences(form) + signatures(form));
  const second = hasSecond ? page(form, 2, pages, repeated(form) + family(form) + resume(form)) : '';
  return paper('考籍登记表', registrationFormStyle, first + second);
}

function page(form: RegistrationForm, number: number, pages: number, content: string): string {
  return `<section class="sheet">${content}<footer><span>${escapeHtml(form.officeName)} · ${escapeHtml(form.deskName)} · ${escapeHtml(form.printedAt)}</span>
<span>核验码 ${escapeHtml(form.verificationCode)}</span><span>第 ${number} 页 / 共 ${pages} 页</span></footer></section>`;
}

function head(form: RegistrationForm): string {
  const photo =
    form.photo === null
      ? '<div class="photo empty">未拍照</div>'
      : `<img class="photo" alt="本次照片" src="data:image/jpeg;base64,${Buffer.from(form.photo).toString('base64')}">`;
  const numbers = form.numbers.map((n) => `<dt>${n.label}</dt><dd>${escapeHtml(inGroups(n.value))}</dd>`).join('');
  return `<h1>普通高中学业水平考试考籍登记表</h1>
<div class="head"><div class="who"><p class="label">姓名</p><p class="name${nameSize(form.fullName)}">${escapeHtml(form.fullName)}</p>
<dl class="numbers">${numbers}</dl></div>${photo}</div>`;
}

/** Long names (50 characters) go on over several lines, a little smaller, and never push the signature off the page. */
function nameSize(name: string): string {
  return Array.from(name).length > 24 ? ' long' : '';
}

function grid(form: RegistrationForm): string {
  const cells = form.fields
    .map((f) => `<div class="cell s${f.span}"><p class="label">${f.label}</p><p>${escapeHtml(f.value)}</p></div>`)
    .join('');
  return `<div class="grid">${cells}</div>`;
}

function differences(form: RegistrationForm): string {
  if (form.settled.length === 0) return '<p class="none">证件与名册核对：没有不同。</p>';
  const rows = form.settled
    .map(
      (d) =>
        `<tr><td>${d.label}</td><td>${escapeHtml(d.roster)}</td><td>${escapeHtml(d.document)}</td><td>${escapeHtml(d.holds)}</td></tr>`,
    )
    .join('');
  return `<h2>证件与名册的不同，已当面核定</h2><table class="settled${form.settled.length > 2 ? ' tight' : ''}"><thead><tr><th>项目</th><th>名册</th><th>证件</th><th>采用</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function signatures(form: RegistrationForm): string {
  const guardian =
    form.guardianUnder === null
      ? ''
      : `<div class="sign"><p class="label">监护人签字（学生未满 ${form.guardianUnder} 周岁）</p><p class="box"></p></div>`;
  return `<div class="confirm"><div class="signs"><p class="said">以上各项与本人证件一致，照片是本人。本人核对无误。</p>
<div class="row"><div class="sign"><p class="label">学生签字</p><p class="box"></p></div>${guardian}</div>
<div class="pair"><div><p class="label">登记员</p><p>${escapeHtml(form.clerkName)}</p></div><div><p class="label">日期</p><p>　　　　年　　月　　日</p></div></div></div>
<div class="code">${form.qr}<p class="label">扫码核验</p></div></div><p class="edition">规则版本 ${escapeHtml(form.edition)}</p>`;
}

function repeated(form: RegistrationForm): string {
  return `<h1>考籍登记表（续）</h1><p class="label">姓名</p><p class="name${nameSize(form.fullName)}">${escapeHtml(form.fullName)}</p>`;
}

function family(form: RegistrationForm): string {
  if (form.family.length === 0) return '<h2>家庭成员</h2><p>未填</p>';
  const rows = form.family
    .map(
      (m) =>
        `<tr>${[m.relation, m.fullName, m.workplace, m.phone].map((v) => `<td>${escapeHtml(v)}</td>`).join('')}</tr>`,
    )
    .join('');
  return `<h2>家庭成员</h2><table><thead><tr><th>关系</th><th>姓名</th><th>工作单位</th><th>电话</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function resume(form: RegistrationForm): string {
  if (form.resume.length === 0) return '<h2>本人简历</h2><p>未填</p>';
  const rows = form.resume
    .map((r) => `<tr><td>${escapeHtml(r.period)}</td><td>${escapeHtml(r.place)}</td></tr>`)
    .join('');
  return `<h2>本人简历</h2><table><thead><tr><th class="period">起止</th><th>学校或单位</th></tr></thead><tbody>${rows}</tbody></table>`;
}

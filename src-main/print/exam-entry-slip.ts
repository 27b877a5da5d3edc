import { escapeHtml, inGroups, paper } from './paper-style.ts';

export type ExamEntrySlip = {
  readonly officeName: string;
  readonly deskName: string;
  readonly sittingLabel: string;
  /** PlainDate in words */
  readonly startsOn: string;
  readonly fullName: string;
  readonly candidacyNo: string;
  readonly schoolName: string;
  readonly className: string;
  readonly subjects: readonly string[];
  /** language of the 外语 paper in words; null = 外语 is not among the subjects */
  readonly foreignLanguage: string | null;
  /** what goes on with a mark for the region, one sentence each */
  readonly marks: readonly string[];
  readonly photo: Uint8Array | null;
  readonly enteredBy: string;
  readonly enteredAt: string;
  readonly printedAt: string;
};

/** HTML of the 选课报名表, one A4 page per candidate: what was chosen, for the candidate to check and sign. */
export function examEntrySlipsHtml(slips: readonly ExamEntrySlip[]): string {
  return paper('选课报名表', style, slips.map(slipPage).join(''));
}

function slipPage(slip: ExamEntrySlip): string {
  return `<section class="sheet"><h1>普通高中学业水平合格性考试选课报名表</h1>${head(slip)}${subjects(slip)}${marks(slip)}${signature(slip)}
<footer><span>${escapeHtml(slip.officeName)} · ${escapeHtml(slip.deskName)}</span><span>${escapeHtml(slip.printedAt)}</span></footer></section>`;
}

function head(slip: ExamEntrySlip): string {
  const photo =
    slip.photo === null
      ? '<div class="photo empty">没有照片</div>'
      : `<img class="photo" alt="本次照片" src="data:image/jpeg;base64,${Buffer.from(slip.photo).toString('base64')}">`;
  const long = Array.from(slip.fullName).length > 24 ? ' long' : '';
  const rows = [
    ['考籍号', inGroupsOfCandidacy(slip.candidacyNo)],
    ['学校', slip.schoolName],
    ['班级', slip.className],
    ['考次', slip.sittingLabel],
    ['开考日期', slip.startsOn],
  ] as const;
  return `<div class="head"><div class="who"><p class="label">姓名</p><p class="name${long}">${escapeHtml(slip.fullName)}</p>
<dl>${rows.map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl></div>${photo}</div>`;
}

/** G and the 18 characters of the number behind it in groups. */
function inGroupsOfCandidacy(number: string): string {
  return /^[GJL].{18}$/u.test(number) ? `${number.charAt(0)} ${inGroups(number.slice(1))}` : inGroups(number);
}

function subjects(slip: ExamEntrySlip): string {
  const cells = slip.subjects
    .map((name, at) => `<li><span class="no">${at + 1}</span>${escapeHtml(name)}</li>`)
    .join('');
  const language =
    slip.foreignLanguage === null ? '' : `<p class="more">外语语种：${escapeHtml(slip.foreignLanguage)}</p>`;
  return `<h2>报考科目，共 ${slip.subjects.length} 科</h2><ol>${cells}</ol>${language}`;
}

function marks(slip: ExamEntrySlip): string {
  if (slip.marks.length === 0) return '';
  return `<h2>由自治区核定的事项</h2><ul class="marks">${slip.marks.map((mark) => `<li>${escapeHtml(mark)}</li>`).join('')}</ul>`;
}

function signature(slip: ExamEntrySlip): string {
  return `<div class="confirm"><p class="said">以上科目由本人选定，已逐科核对。报名期内可以改，改后以最后一次签字的为准。</p>
<div class="row"><div><p class="label">学生签字</p><p class="box"></p></div><div><p class="label">日期</p><p class="date">　　　　年　　月　　日</p></div></div>
<p class="label">录入：${escapeHtml(slip.enteredBy)}　${escapeHtml(slip.enteredAt)}</p></div>`;
}

const style = `
.sheet { min-height: 266mm; display: flex; flex-direction: column; page-break-after: always; }
.sheet:last-child { page-break-after: auto; }
.label { font-size: 9pt; line-height: 1.3; }
.head { display: flex; gap: 6mm; justify-content: space-between; margin: 6mm 0 4mm; }
.who { flex: 1; min-width: 0; }
.name { font-size: 18pt; line-height: 1.3; font-weight: 700; } .name.long { font-size: 16pt; }
.photo { width: 33mm; height: 44mm; object-fit: cover; border: 0.2mm solid #000; flex: none; }
.photo.empty { display: flex; align-items: center; justify-content: center; font-size: 9pt; }
dl { display: grid; grid-template-columns: 22mm 1fr; margin: 3mm 0 0; row-gap: 1mm; }
dt { font-size: 9pt; padding-top: 0.8mm; } dd { margin: 0; }
h2 { font-size: 12pt; margin: 4mm 0 1.5mm; }
ol { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: 1fr 1fr; border-top: 0.3mm solid #000; border-left: 0.2mm solid #000; }
ol li { font-size: 14pt; padding: 2.5mm 3mm; border-right: 0.2mm solid #000; border-bottom: 0.2mm solid #000; }
.no { font-size: 9pt; display: inline-block; width: 8mm; }
.more { margin-top: 2mm; } .marks { margin: 0; padding-left: 5mm; font-size: 10.5pt; }
.confirm { margin-top: auto; padding-top: 6mm; break-inside: avoid; } .said { font-weight: 700; margin-bottom: 3mm; }
.row { display: flex; gap: 12mm; margin-bottom: 3mm; } .box { width: 60mm; height: 15mm; border: 0.3mm solid #000; } .date { padding-top: 9mm; }
footer { display: flex; justify-content: space-between; gap: 4mm; font-size: 9pt; border-top: 0.2mm solid #000; padding-top: 1.5mm; margin-top: 3mm; }
`;

import { dateInWords, escapeHtml, paper } from './paper-style.ts';

export type RecoverySheet = {
  /** groups in their order */
  readonly words: readonly string[];
  readonly officeName: string;
  readonly deskName: string;
  /** PlainDate of set-up */
  readonly date: string;
  /** SHA-256 of the region's signing key, groups of four hex digits */
  readonly regionKeyFingerprint: string;
};

const style = `
h1 { margin-bottom: 6mm; }
.facts { display: grid; grid-template-columns: 32mm 1fr; row-gap: 2mm; margin-bottom: 8mm; }
.facts dt { font-size: 9pt; padding-top: 1mm; } .facts dd { margin: 0; }
.words { display: grid; grid-template-columns: repeat(4, 1fr); border: 0.5mm solid #000; margin: 0 0 8mm; padding: 0; list-style: none; }
.words li { border: 0.2mm solid #000; padding: 3mm 2mm 4mm; text-align: center; }
.words span { display: block; font-size: 9pt; }
.words b { font: 700 20pt/1.3 "DejaVu Sans Mono", "Noto Sans Mono CJK SC", Consolas, monospace; letter-spacing: 0.08em; }
.fingerprint { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 11pt; }
h2 { font-size: 12pt; margin: 0 0 2mm; } ol.use { margin: 0 0 8mm; padding-left: 7mm; } ol.use li { margin-bottom: 1.5mm; }
.sign { display: flex; gap: 12mm; margin-top: 10mm; } .sign p { flex: 1; border-bottom: 0.3mm solid #000; padding-bottom: 8mm; font-size: 9pt; }
.foot { position: fixed; bottom: 0; right: 0; font-size: 9pt; }`;

/** HTML of the sheet that opens the desk's data without a password (DESIGN §4): shown and printed once, at set-up. */
export function recoverySheetHtml(sheet: RecoverySheet): string {
  const words = sheet.words
    .map((word, index) => `<li><span>第 ${index + 1} 组</span><b>${escapeHtml(word)}</b></li>`)
    .join('');
  const facts = [
    ['考试机构', escapeHtml(sheet.officeName)],
    ['登记台', escapeHtml(sheet.deskName)],
    ['设置日期', dateInWords(sheet.date)],
    ['自治区密钥指纹', `<span class="fingerprint">${escapeHtml(sheet.regionKeyFingerprint)}</span>`],
  ]
    .map(([label, value]) => `<dt>${label}</dt><dd>${value}</dd>`)
    .join('');
  return paper(
    '恢复单',
    style,
    `<h1>考籍登记台 恢复单</h1>
<dl class="facts">${facts}</dl>
<ul class="words">${words}</ul>
<h2>什么时候用</h2>
<ol class="use"><li>本台所有旗县账户的密码都忘记了，数据打不开。</li><li>换电脑后从备份恢复数据，或由本机构另一台电脑打开这份数据。</li></ol>
<h2>怎么用</h2>
<ol class="use"><li>在登录页选“用恢复单打开”，按顺序键入上面 ${sheet.words.length} 组字符。大小写、空格不影响，字母 O 与数字 0、字母 I 和 L 与数字 1 不区分。</li>
<li>每组最后一个字符用来核对，抄错一位会指出是第几组。</li><li>打开后为一个旗县账户设新密码，再用新密码登录。</li></ol>
<h2>怎么保管</h2>
<ol class="use"><li>拿到这张纸的人可以打开全部数据。打印后装入信封密封，与电脑分开，锁在保险柜里；存过的 PDF 文件删除。</li>
<li>不拍照，不抄到手机或网络上。遗失或开封后，由管理员重新生成，旧的即作废。</li></ol>
<div class="sign"><p>保管人签字、日期</p><p>见证人签字、日期</p></div>
<p class="foot">第 1 页 / 共 1 页</p>`,
  );
}

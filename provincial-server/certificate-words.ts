import type { CertificateVerdict } from '#shared/domain/certificate-verdict.ts';
import { localDate } from '#shared/lib/local-time.ts';
import type { CertificateCheckAnswer } from '#shared/wire/certificate-check-v2.ts';
import type { WaitsFor } from './store/told-change.ts';

/** What was found of a paper; more kinds than verdicts, because people have to do different things. */
export type CertificateFinding =
  | { readonly kind: 'genuine' | 'withdrawalWaits' | 'deskOver'; readonly standing: Standing }
  | { readonly kind: 'withdrawn'; readonly at: string; readonly reason: string; readonly isStaff: boolean }
  | { readonly kind: 'registrationParked'; readonly waitsFor: WaitsFor }
  | { readonly kind: Plain };
type Standing = 'enrolled' | 'expired' | 'revoked';
type Plain = keyof typeof plain;

type Known = Pick<CertificateCheckAnswer, 'holder'> & { readonly issuedOn: string; readonly deskName: string };

const askOffice = '向出具的旗县核验。';
const keepPaper = '留下这张纸，向持有人问来历，同出具的旗县核对。';

/** Findings of which the sentence is always the same. */
const plain = {
  unregistered: [
    'unregistered',
    `签名对，自治区还没有收到登记。出具的旗县联网送出以前都是这样；后来撤销没有，${askOffice}`,
  ],
  registrationUndecided: [
    'undecided',
    `签名对，登记是登记台停用或过期以后送来的，等自治区决定收不收。决定以前${askOffice}`,
  ],
  registrationRefused: ['undecided', `签名对，登记送来过，自治区没有收。${askOffice}`],
  otherLine: ['wrong', `编号已登记，二维码对不上：这张纸不是出具的那一份。${keepPaper}`],
  otherCode: ['wrong', '编号已登记，核验码对不上。对照纸上再键一遍；还是不对，扫纸上的二维码再查，以二维码为准。'],
  forged: ['wrong', `二维码里的签名不是它写着的登记台签的：内容改过，或者不是登记台出具的。${keepPaper}`],
  unknownNumber: [
    'unknown',
    `自治区没有收到这个编号的登记，只凭编号和核验码查不出真假。扫纸上的二维码再查，里面有登记台的签名；或者${askOffice}`,
  ],
  unknownDesk: ['unknown', `出具它的登记台没有在自治区登记过，签名没法核对。${askOffice}`],
  unreadable: [
    'unreadable',
    '这不是成绩证明的二维码，也不是它的编号。扫纸上的二维码，或者键入 KZ 开头的编号，再键核验码。',
  ],
} as const satisfies Record<string, readonly [CertificateVerdict, string]>;

/** Verdict and Chinese sentence: what it is and what to do. Of the holder only what is masked. */
export function wordsOf(
  finding: CertificateFinding,
  { issuedOn, holder, deskName }: Known,
): { readonly verdict: CertificateVerdict; readonly sentence: string } {
  const issued = `${issuedOn} 由登记台“${deskName}”出具`;
  switch (finding.kind) {
    case 'genuine': {
      const over =
        finding.standing === 'enrolled' ? '' : `这台登记台现在${overWords[finding.standing]}，登记仍然算数。`;
      const who = holder
        ? `考籍上现在的姓名是${holder.fullName}，证件号码是 ${holder.documentNumber}，同纸上对照。`
        : '';
      // the region is not told what is certified: a genuine code may stand under changed results
      const sentence = `${issued}，自治区已登记，没有撤销。${over}${who}纸上的科目和成绩自治区没有，要核对的，${askOffice}`;
      return { verdict: 'genuine', sentence };
    }
    case 'withdrawn': {
      const why = finding.isStaff ? `原因：${finding.reason}。` : '';
      const sentence = `${issued}，${localDate(finding.at)} 撤销了，不再有效。${why}需要的，到出具的旗县重新申请。`;
      return { verdict: 'withdrawn', sentence };
    }
    case 'withdrawalWaits':
      return { verdict: 'undecided', sentence: `${issued}，撤销已经送来，还没有生效。先不要凭它办事，${askOffice}` };
    case 'deskOver': {
      const sentence = `签名是登记台“${deskName}”的，它在自治区${overWords[finding.standing]}，没有登记的不能只凭签名算数。${askOffice}`;
      return { verdict: 'deskOver', sentence };
    }
    case 'registrationParked': {
      const sentence = `签名对，登记送到了，${waitWords[finding.waitsFor]}，先不算登记。后来撤销没有，${askOffice}`;
      return { verdict: 'unregistered', sentence };
    }
    default: {
      const [verdict, sentence] = plain[finding.kind];
      return { verdict, sentence };
    }
  }
}

const waitWords = {
  record: '它的考籍记录还没有到',
  before: '同一份证明先报的一项还没有到',
  program: '要等自治区的接收程序更新、重新启动',
  file: '附的文件还没有到齐',
} as const satisfies Record<WaitsFor, string>;

const overWords = { enrolled: '已登记', expired: '已过期', revoked: '已停用' } as const satisfies Record<
  Standing,
  string
>;

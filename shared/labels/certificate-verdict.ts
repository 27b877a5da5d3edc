import type { CertificateVerdict } from '../domain/certificate-verdict.ts';

const verdicts: Readonly<Record<CertificateVerdict, string>> = {
  genuine: '有效',
  withdrawn: '已撤销',
  undecided: '等决定',
  unregistered: '没有登记',
  deskOver: '登记台已停用或过期',
  wrong: '对不上',
  unknown: '查不到',
  unreadable: '读不出',
};

/** What the region says of a certificate of results, in a word or two. */
export function certificateVerdictLabel(verdict: CertificateVerdict): string {
  return verdicts[verdict];
}

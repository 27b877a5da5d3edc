import { deskFaultSentences } from './desk-fault-sentences.ts';
import type { ExchangeFault } from './exchange-fault.ts';

/** Why not everything could be fetched, as people read it. What came before it is kept. */
export type PullTrouble = ExchangeFault | { readonly kind: 'noReceiver' | 'deskStorage' };

const sentences = {
  noAnswer: '对方没有应答，没有取完，已取回的都在',
  busy: '自治区接收端正忙，没有取完，已取回的都在',
  loginPage: '这个网络要先登录网页。换网络，或登录后再取',
  clockWrong: '本机的日期与对方证书的有效期对不上。由管理员核对本机时间；时间对的，是对方的证书过期，报自治区',
  certificate: '对方的安全证书没有被认可，没有取回。由管理员核对接收地址',
  stopped: '已停下，已取回的都在',
  notAReceiver: '这个地址上不是自治区接收端，没有取回。由管理员核对接收地址',
  wrongKey: '对方的密钥与设定的不符，没有取回。由管理员核对接收地址；地址对的，报告自治区',
  version: '接收端不认本程序的报文版本。由管理员更新登记台程序',
  storage: '接收端的磁盘满了，没有取回。由管理员通知自治区',
  record: '接收端没有办完这一次，稍后再取',
  ...deskFaultSentences,
  deskStorage: '本机磁盘满了或读写出错，这一批没有存上，之前存的都在。腾出 200 MB 后再取',
  noReceiver: '还没有设接收地址。由管理员填写接收地址，或用 U 盘读回',
} as const satisfies Record<PullTrouble['kind'], string>;

/** One Chinese sentence without full stop: what is wrong, and what to do. */
export function pullTroubleSentence(trouble: PullTrouble): string {
  return sentences[trouble.kind];
}

import type { ProblemCode } from '../../shared/wire/push.ts';
import { deskFaultSentences } from './desk-fault-sentences.ts';
import type { ExchangeFault } from './exchange-fault.ts';

/** Something that kept records here, as people read it. Nothing is lost by any of these. */
export type Trouble =
  | ExchangeFault
  | { readonly kind: 'forgedReceipt' }
  | { readonly kind: 'photoDamaged' }
  /** a change that the receiver keeps until what it builds on is there */
  | { readonly kind: 'parked' }
  | { readonly kind: 'noReceiver' }
  /** this desk itself could not go on: its disk is full, or something broke */
  | { readonly kind: 'deskFull' }
  | { readonly kind: 'deskBroken' };

const sentences = {
  noAnswer: '对方没有应答，记录都在本机',
  busy: '自治区接收端正忙，记录都在本机',
  loginPage: '这个网络要先登录网页。换网络，或登录后再试',
  clockWrong: '本机的日期与对方证书的有效期对不上。由管理员核对本机时间；时间对的，是对方的证书过期，报自治区',
  certificate: '对方的安全证书没有被认可，没有送出记录。由管理员核对接收地址',
  stopped: '已停下，没送的都在本机',
  notAReceiver: '这个地址上不是自治区接收端，没有送出记录。由管理员核对接收地址',
  wrongKey: '对方的密钥与设定的不符，没有送出记录。由管理员核对接收地址；地址对的，报告自治区',
  version: '接收端不认本程序的报文版本。由管理员更新登记台程序',
  storage: '接收端的磁盘满了，记录都在本机。由管理员通知自治区',
  ...deskFaultSentences,
  forgedReceipt: '回执签名与设定的不符，没有采用，发件箱没有变动。由管理员核对接收地址；地址对的，报告自治区',
  photoDamaged: '这一份的照片与登记时的校验值不符，没有送出。由管理员核对备份，再退回重拍',
  parked: '自治区先留着这一项，等它那边收到前面的记录或变动',
  noReceiver: '还没有设接收地址，记录都在本机。由管理员填写接收地址',
  deskFull: '本机磁盘满了，没送完的都在本机。由管理员腾出 200 MB',
  deskBroken: '本机出了错，没送完的都在本机。再三这样，把数据文件夹里的 desk.log 交给管理员',
} as const satisfies Record<Exclude<Trouble['kind'], 'record'>, string>;

const recordSentences: Partial<Record<ProblemCode, string>> = {
  'op-mutated': '接收端已有同一编号、内容不同的一份，没有采用这一份。由管理员把编号报给自治区',
  'too-large': '这一份超过接收端的大小限制。退回后重拍照片，再审核、放行',
  'hash-mismatch': '这一份在路上损坏，稍后再送',
};

/** What a run met that broke on this desk itself. */
export function troubleOfError(error: unknown): Trouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { kind: code === 'SQLITE_FULL' || code === 'ENOSPC' ? 'deskFull' : 'deskBroken' };
}

/** True where it holds up this message alone: the others go on. */
export function isAboutOne({ kind }: Trouble): boolean {
  return ['record', 'photoDamaged', 'undecided', 'parked'].includes(kind);
}

/** True where the region has not got the photo that was asked for, or not as it was: what waits beside it must not wait for it. */
export function isAboutOnePhoto({ kind }: Trouble): boolean {
  return kind === 'notAReceiver' || kind === 'record' || kind === 'photoDamaged';
}

/** One Chinese sentence without full stop: what is wrong, and what to do. */
export function troubleSentence(trouble: Trouble): string {
  if (trouble.kind !== 'record') return sentences[trouble.kind];
  return recordSentences[trouble.code] ?? '接收端没有办完这一份，稍后再送';
}

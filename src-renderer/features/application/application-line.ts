import type { Output } from '#shared/contract/index.ts';
import type { Finding } from '#shared/domain/finding.ts';

export type ApplicationLine = Output<'application.list'>['lines'][number];
export type ApplicationSheet = Output<'application.sheet'>;
export type Duty = keyof Output<'application.list'>['counts'];

/** The queues by the duty that they name, in the order of their tabs. */
export const duties = {
  mine: '待我办理',
  others: '等别人',
  returned: '已退回',
  drafts: '草稿',
  decided: '已办结',
} as const satisfies Record<Duty, string>;

export const kindWords = {
  correction: '信息变更',
  recognitionOfResults: '成绩转入认证',
  certificateOfResults: '成绩证明',
  privateRegistration: '社会考生',
  transfer: '区内转籍',
  suspension: '休籍',
  reinstatement: '复籍',
  reopening: '重新打开',
} as const satisfies Record<ApplicationLine['kind'], string>;

const nothing = '先选一件';

/** Why an act is closed on a line: findings or a sentence; null = open. */
export function closedWhy(line: ApplicationLine | null, act: string): string | readonly Finding[] | null {
  if (line === null) return nothing;
  const offered = line.acts.find((one) => one.act === act);
  if (offered === undefined) return '这一步不归你办';
  return offered.open ? null : offered.why;
}

/** How a state looks: shape, word and colour together; the word says where it lies. */
export const stateLooks = {
  draft: { tone: 'underWay', shape: 'pen' },
  waitingForWindow: { tone: 'waiting', shape: 'quarter' },
  atStep: { tone: 'underWay', shape: 'lock' },
  returned: { tone: 'returned', shape: 'back' },
  carriedOut: { tone: 'done', shape: 'tick' },
  rejected: { tone: 'refused', shape: 'stop' },
  withdrawn: { tone: 'waiting', shape: 'hollow' },
} as const;

/**
 * The line that is chosen. One that left the queue meanwhile (decided by somebody else, gone into another queue) leaves
 * nobody in its place: the next one is chosen by a person, never by the list.
 */
export function chosenLine<T extends { readonly applicationId: string }>(
  lines: readonly T[],
  wanted: string | null,
): T | null {
  return lines.find((line) => line.applicationId === wanted) ?? null;
}

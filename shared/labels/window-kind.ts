import type { WindowKind } from '../domain/window-kind.ts';

/** `name` in lists and bars; `subject` begins a sentence about its state; `opens`, `closed`, `closes` are its verbs. */
type WindowWords = {
  readonly name: string;
  readonly subject: string;
  readonly opens: string;
  readonly until: string;
  readonly closed: string;
};

const window = (name: string, subject: string): WindowWords => ({
  name,
  subject,
  opens: '开',
  until: '开放至',
  closed: '已关闭',
});

export const windowWords = {
  registration: window('考籍注册', '注册窗口'),
  correction: window('信息变更和转籍', '更正窗口'),
  recognition: window('成绩转入认证', '成绩转入窗口'),
  examEntry: window('选课报名', '报名窗口'),
  results: { name: '成绩公布', subject: '成绩', opens: '公布', until: '查询到', closed: '已公布' },
  sitting: { name: '考试', subject: '考试', opens: '开考', until: '考到', closed: '已考完' },
  classChange: { name: '换班', subject: '换班', opens: '开始办', until: '办到', closed: '已截止' },
} as const satisfies Record<WindowKind, WindowWords>;

/** Chinese name of a kind of window. */
export function windowKindLabel(kind: WindowKind): string {
  return windowWords[kind].name;
}

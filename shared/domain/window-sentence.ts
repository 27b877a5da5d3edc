import { windowWords } from '../labels/window-kind.ts';
import { timeInWords, timeLeft } from '../lib/local-time.ts';
import type { WindowKind } from './window-kind.ts';
import type { WindowState } from './window-state.ts';

/**
 * The state of a window in Chinese without full stop, times in +08:00: 更正窗口开放至 4 月 1 日 17:00，还有 3 天 /
 * 更正窗口 4 月 1 日 17:00 已关闭，下一次 7 月 20 日 09:00 开 / 更正窗口没有公布.
 */
export function windowSentence(kind: WindowKind, state: WindowState, now: string): string {
  const words: { readonly subject: string; readonly opens: string; readonly closed: string } = windowWords[kind];
  if (state.state === 'open') {
    const left = state.closesAt === null ? '' : timeLeft(now, state.closesAt);
    return `${openWindowLine(kind, state.closesAt, now)}${left === '' ? '' : `，还有 ${left}`}`;
  }
  if (state.state === 'unknown') return `${windowWords[kind].name}的时间没有公布`;
  if (state.state === 'closed')
    return `${words.subject} ${timeInWords(state.closedAt, now)} ${words.closed}，下一次没有公布`;
  const opening = `${timeInWords(state.opensAt, now)} ${words.opens}`;
  if (state.closedAt === null) return `${words.subject} ${opening}，还有 ${timeLeft(now, state.opensAt)}`;
  return `${words.subject} ${timeInWords(state.closedAt, now)} ${words.closed}，下一次 ${opening}`;
}

/** An open window in one short line, as the top of every page shows it: 更正窗口开放至 4 月 1 日 17:00. */
export function openWindowLine(kind: WindowKind, closesAt: string | null, now: string): string {
  const words = windowWords[kind];
  return closesAt === null
    ? `${words.subject}开着，结束的时间没有公布`
    : `${words.subject}${words.until} ${timeInWords(closesAt, now)}`;
}

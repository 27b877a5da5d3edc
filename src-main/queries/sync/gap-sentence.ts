import type { OutboxGaps } from '../../db/store/outbox-gaps.ts';

/** What is missing in this desk's numbers, and what to do; null = nothing was sent yet. */
export function gapSentence({ contiguous, missing, missingCount, behind, disputedUntil }: OutboxGaps): string | null {
  if (disputedUntil !== null) {
    return `自治区连续收到本机第 1–${contiguous} 号，本机到第 ${disputedUntil} 号都有回执。先按“现在送出”；还这样，由管理员把这两个号报给自治区核对。`;
  }
  const upTo = contiguous === null || contiguous === 0 ? '' : `自治区连续收到本机第 1–${contiguous} 号。`;
  if (missingCount === 0) return upTo === '' ? null : `${upTo.slice(0, -1)}，没有缺的。`;
  const more = missingCount > missing.length ? `等 ${missingCount} 个号` : '号';
  return `${upTo}第 ${missing.join('、')} ${more}还没有回执，后面已到 ${behind} 份。按“现在送出”再送；还缺的，原因和下一步在“卡住的”里。`;
}

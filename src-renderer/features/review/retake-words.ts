import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';

/** What ordering a new photo does, step by step, for a record in this state. */
export function whatFollows(status: CandidacyStatus, revision: number | null): readonly string[] {
  const next = revision === null ? '下一次' : `第 ${revision + 1} 次`;
  const isOut = status === 'released' || status === 'received' || status === 'refusedByRegion';
  return [
    '旧照片留着，标为“旧”，不删也不覆盖。',
    '这位回到登记台的名单，登记员看到是谁要求的、为什么。',
    `重拍完成后是${next}登记，重新审核、放行。`,
    isOut
      ? `送到自治区后，${next}登记代替已经送出的那一份；在那以前自治区那里仍是旧照片。`
      : '还没有送出，自治区只会收到新照片。',
  ];
}

/** What the gate said of a stored shot. */
export type ShotVerdict = 'good' | 'warn' | 'bad' | 'notMeasured';

const words: Readonly<Record<ShotVerdict, string>> = {
  good: '通过',
  warn: '有提醒',
  bad: '没有通过',
  notMeasured: '没有检查',
};

/** The gate's verdict in words. */
export function shotVerdictLabel(verdict: ShotVerdict): string {
  return words[verdict];
}

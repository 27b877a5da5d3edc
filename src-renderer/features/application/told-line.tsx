import type { ReactNode } from 'react';
import { dayAndTime } from '../../ui/moments.ts';
import { ToneMark } from '../../ui/status-mark.tsx';
import type { ApplicationSheet } from './application-line.ts';

const looks = {
  waiting: { tone: 'underWay', shape: 'box', word: '等着送自治区' },
  acknowledged: { tone: 'done', shape: 'tick', word: '已送达自治区' },
  refused: { tone: 'refused', shape: 'stop', word: '自治区没有收' },
} as const;

/** Whether the region has the application and its evidence, or the certificate, by its signed receipts; nothing where it is not its matter. */
export function ToldLine({ told }: { readonly told: ApplicationSheet['told'] }): ReactNode {
  if (told === null) return null;
  const { state, receivedAt, reason, pages, pagesReceived } = told;
  return (
    <p className="second">
      <ToneMark {...looks[state]} /> {receivedAt !== null && `${dayAndTime(receivedAt)} 有回执`}
      {pages > 0 && ` · 材料送达 ${pagesReceived} / ${pages} 页`}
      {reason !== null && ` · ${reason}`}
    </p>
  );
}

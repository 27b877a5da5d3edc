import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { NoticeList } from './notice-list.tsx';

type Line = Output<'region.inbox'>[number];

/** Notices of the region that somebody has to know of: parked, refused, or no notices at all. Nothing where all is well. */
export function NoticeSection(): ReactNode {
  const parked = useDeskQuery('region.inbox', { state: 'parked' });
  const refused = useDeskQuery('region.inbox', { state: 'refused' });
  const setAside = useDeskQuery('region.inbox', { state: 'setAside' });
  return (
    <>
      <Part title="自治区的通知，先放着" label="先放着的通知" lines={parked.value} />
      <Part
        title="自治区的通知，不能采用"
        label="不能采用的通知"
        lines={[...(setAside.value ?? []), ...(refused.value ?? [])]}
      />
    </>
  );
}

function Part({
  title,
  label,
  lines = [],
}: {
  readonly title: string;
  readonly label: string;
  readonly lines: readonly Line[] | undefined;
}): ReactNode {
  if (lines.length === 0) return null;
  return (
    <section aria-label={label}>
      <h2 className="section-title">
        {title} {lines.length} 条
      </h2>
      <NoticeList lines={lines} label={label} />
    </section>
  );
}

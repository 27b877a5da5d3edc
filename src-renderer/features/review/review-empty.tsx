import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dayOf } from '../../ui/moments.ts';
import type { ReviewWork } from './use-review-work.ts';

/** Nothing is left to look at: how many were looked at and the way to them, or that nothing was there at all. */
export function ReviewEmpty({ work }: { readonly work: ReviewWork }): ReactNode {
  const { classId } = work;
  const isNarrowed = work.day !== null || classId !== null;
  const day = isNarrowed ? work.day : (work.days[0] ?? null);
  const { value } = useDeskQuery('photo.wall', { day, classId }, { enabled: day !== null || classId !== null });
  const { total, atDesk } = value ?? { total: 0, atDesk: 0 };
  const count = total - atDesk;
  const showAll = <Button onClick={() => work.choose({ day: null, classId: null })}>看全部待审核的</Button>;
  if (count === 0) {
    return isNarrowed ? (
      <EmptyState sentence="这里没有照片。" act={showAll} />
    ) : (
      <EmptyState sentence="没有待审核的。登记台完成一位，这里就多一件。" />
    );
  }
  return (
    <EmptyState
      sentence={`${placeName(day, classId)} ${count} 张看完。${atDesk > 0 ? `另有 ${atDesk} 张的人还在登记台。` : ''}`}
      act={
        <span className="row empty-acts">
          <Button onClick={() => work.choose({ day, scope: 'all' })}>再看一遍这 {total} 张</Button>
          {isNarrowed && showAll}
        </span>
      }
    />
  );
}

function placeName(day: string | null, classId: string | null): string {
  if (classId !== null && day === null) return '这个班';
  if (day === dayOf(new Date().toISOString())) return '今天';
  return day ?? '';
}

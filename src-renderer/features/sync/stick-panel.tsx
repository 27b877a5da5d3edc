import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { dayAndTime } from '../../ui/moments.ts';

/** The way by stick, beside the network: what it would carry now, and when one was last written. */
export function StickPanel({
  status,
  line,
  children,
}: {
  readonly status: Output<'sync.status'> | undefined;
  readonly line: string | null;
  /** the acts of this way */
  readonly children: ReactNode;
}): ReactNode {
  const waiting = status?.waiting ?? 0;
  const changes = status?.changes.waiting ?? 0;
  const what = [...(waiting > 0 ? [`${waiting} 份`] : []), ...(changes > 0 ? [`${changes} 项变动`] : [])].join('、');
  return (
    <section className="card sync-way" aria-label="走 U 盘">
      <h2 className="section-title">走 U 盘</h2>
      <p>{what === '' ? '没有要写的。' : `还没有回执的 ${what}可以写进数据包，两条路都走也不会重复。`}</p>
      {status?.mayHaveLost && (
        <p>
          本机的数据是恢复的或者拷贝来的，可能缺恢复以前送过的。联网会自己取回；没有网络，用 U
          盘送一次（没有要送的也可以），自治区的回执包会把缺的带回来。
        </p>
      )}
      {line !== null && (
        <p role="status" className="figures">
          {line}
        </p>
      )}
      <p className="second figures">
        {status?.parcelAt
          ? `上次写数据包 ${dayAndTime(status.parcelAt)}${what === '' ? '' : '，回执读回来以前仍算未送达'}`
          : '这台还没有写过数据包'}
      </p>
      {children}
    </section>
  );
}

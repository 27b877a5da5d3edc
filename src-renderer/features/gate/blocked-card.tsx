import type { ReactNode } from 'react';
import { StatusShape } from '../../ui/status-shapes.tsx';

/** The desk cannot be opened: why, what is safe, and the way on that main names. */
export function BlockedCard({ problem }: { readonly problem: string | null }): ReactNode {
  return (
    <section className="gate-card" aria-labelledby="blocked-title">
      <h1 id="blocked-title" className="blocked-title">
        <StatusShape shape="stop" />
        登记台现在打不开
      </h1>
      <p role="alert">{problem ?? '原因没有记下。把这一页给管理员看。'}</p>
      <p className="second">已存的登记都在原处，没有改动。处理好以后，关掉再打开即可。</p>
    </section>
  );
}

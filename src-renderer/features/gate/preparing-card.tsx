import { Spin } from 'antd';
import type { ReactNode } from 'react';

/** The demo county is being made: what is going on, and that it takes a moment only this once. */
export function PreparingCard({ what }: { readonly what: string | null }): ReactNode {
  return (
    <main className="gate">
      <section className="gate-card" aria-labelledby="preparing-title">
        <h1 id="preparing-title">正在准备</h1>
        <p role="status">
          <Spin size="small" /> {what}
        </p>
        <p className="second">只有第一次打开要等，大约半分钟。这里的人都是编出来的。</p>
      </section>
    </main>
  );
}

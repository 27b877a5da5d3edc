import { Button } from 'antd';
import type { ReactNode } from 'react';
import { listLimit } from '#shared/domain/list-limit.ts';
import { useKeys } from '../../ui/use-keys.ts';

/** More batches than one page holds: which page this is, and the way to the others. Nothing where one page is all. */
export function BatchPager({
  total,
  page,
  onTurn,
}: {
  readonly total: number;
  readonly page: number;
  readonly onTurn: (page: number) => void;
}): ReactNode {
  const pages = Math.max(1, Math.ceil(total / listLimit));
  const turn = (by: 1 | -1) => {
    const to = page + by;
    if (to >= 0 && to < pages) onTurn(to);
  };
  useKeys({ 'Alt+PageUp': () => turn(-1), 'Alt+PageDown': () => turn(1) });
  if (pages === 1) return null;
  return (
    <nav className="row batch-pager" aria-label="批次的页">
      <span className="second figures" role="status">
        共 {total} 批，新的在前。第 {page + 1} 页，共 {pages} 页
      </span>
      <Button aria-disabled={page === 0} onClick={() => turn(-1)}>
        <span className="key-hint">Alt+PgUp </span>上一页
      </Button>
      <Button aria-disabled={page + 1 >= pages} onClick={() => turn(1)}>
        <span className="key-hint">Alt+PgDn </span>下一页
      </Button>
    </nav>
  );
}

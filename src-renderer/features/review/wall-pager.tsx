import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useKeys } from '../../ui/use-keys.ts';
import type { ReviewWork } from './use-review-work.ts';
import { pageBeside } from './wall-pages.ts';

/** More photos than one page holds: which page this is, and the way to the others. Nothing where one page is all. */
export function WallPager({ work }: { readonly work: ReviewWork }): ReactNode {
  const { pages, total, turn } = work;
  useKeys({ 'Alt+PageUp': () => turn(-1), 'Alt+PageDown': () => turn(1) });
  if (pages.pages === 1) return null;
  const turner = (by: 1 | -1, label: string, key: string): ReactNode => (
    <Button aria-disabled={pageBeside(pages, by) === null} onClick={() => turn(by)}>
      <span className="key-hint">{key} </span>
      {label}
    </Button>
  );
  return (
    <nav className="row wall-pager" aria-label="照片墙的页">
      <span className="second figures" role="status">
        共 {total} 张，待审核的排在前面。第 {pages.page + 1} 页，共 {pages.pages} 页
      </span>
      {turner(-1, '上一页', 'Alt+PgUp')}
      {turner(1, '下一页', 'Alt+PgDn')}
    </nav>
  );
}

import { type ReactNode, useEffect, useRef } from 'react';

/**
 * One page of the frame: the task as the only h1, content that scrolls by itself, the action bar at the foot. The title
 * takes the focus when the page opens, unless the page focuses something better (`focusTitle` false).
 */
export function Page({
  title,
  aside,
  children,
  actions,
  focusTitle = true,
}: {
  readonly title: string;
  /** right of the title: filters, counts */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly focusTitle?: boolean;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusTitle) heading.current?.focus();
  }, [focusTitle]);
  return (
    <main className="page">
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="page-body" tabIndex={0}>
        {children}
      </div>
      {actions}
    </main>
  );
}

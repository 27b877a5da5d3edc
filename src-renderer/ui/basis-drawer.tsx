import { Button, Drawer } from 'antd';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Finding } from '#shared/domain/finding.ts';
import { closeBasis, useBasisStore } from '../stores/basis-store.ts';
import { go } from '../stores/navigation-store.ts';
import { basisWords } from './finding-panel.tsx';
import { StatusShape } from './status-shapes.tsx';
import { withoutLongIds } from './without-long-ids.ts';

/** Offers a page's findings to F9 while the page is mounted. */
export function useBasis(title: string, findings: readonly Finding[]): void {
  useEffect(() => {
    const offered = { title, findings };
    useBasisStore.setState({ offered });
    return () => {
      if (useBasisStore.getState().offered === offered) useBasisStore.setState({ offered: null });
    };
  }, [title, findings]);
}

const verdicts = { pass: '符合', fail: '不符合', unknown: '还不知道' } as const;

/** 依据 (F9): verdict, clause with our own summary, the facts that were read, what to do. Does not cover the page. */
export function BasisDrawer(): ReactNode {
  const shown = useBasisStore((state) => state.shown);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusBack(shown !== null, heading);
  return (
    <Drawer
      open={shown !== null}
      onClose={closeBasis}
      afterOpenChange={(isOpen) => {
        if (isOpen) heading.current?.focus();
      }}
      title={
        <h2 ref={heading} tabIndex={-1} className="drawer-title">
          依据：{shown?.title ?? ''}
        </h2>
      }
      size={420}
      mask={false}
      closable={{ 'aria-label': '关上（F9）' }}
      destroyOnHidden
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the window is scrolled by keyboard */}
      <section tabIndex={0} aria-label="依据的内容">
        <p>
          <Button
            size="small"
            onClick={() => {
              closeBasis();
              go({ area: 'regulation' });
            }}
          >
            看全部条款
          </Button>
        </p>
        {shown?.findings.length === 0 && <p>这一页现在没有规则在起作用。选中一个人或一个关着的按钮，再按 F9。</p>}
        {shown?.findings.map((finding) => (
          <BasisOf key={`${finding.ruleId}:${finding.field ?? ''}`} finding={finding} />
        ))}
      </section>
    </Drawer>
  );
}

/**
 * Puts the focus back in the moment of closing, not when the drawer has slid away: a key pressed meanwhile must not go
 * nowhere. Where the place is gone the title of the page has it.
 */
function useFocusBack(isOpen: boolean, heading: RefObject<HTMLElement | null>): void {
  const opener = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    if (isOpen === wasOpen.current) return;
    wasOpen.current = isOpen;
    const active = document.activeElement;
    if (isOpen) {
      opener.current = active;
      return;
    }
    const isInDrawer = heading.current?.closest('[role=dialog]')?.contains(active) ?? false;
    if (!isInDrawer && active !== document.body) return;
    const hasPlace = opener.current?.isConnected && opener.current !== document.body;
    const back = hasPlace ? opener.current : document.querySelector('.page-head h1');
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }, [isOpen, heading]);
}

function BasisOf({ finding }: { readonly finding: Finding }): ReactNode {
  return (
    <section className="basis">
      <h3>
        <StatusShape shape={finding.verdict === 'pass' ? 'tick' : finding.verdict === 'unknown' ? 'hollow' : 'stop'} />
        {finding.title}：{verdicts[finding.verdict]}
      </h3>
      {finding.sentence !== '' && <p>{finding.sentence}</p>}
      <dl>
        <dt>依据</dt>
        <dd>{basisWords(finding)}</dd>
        {finding.clauses.map((clause) => (
          <dd key={clause.id} className="hint">
            {clause.summary}
          </dd>
        ))}
        {finding.facts.map((fact) => (
          <div key={fact.name}>
            <dt>{fact.label}</dt>
            <dd className="figures">{withoutLongIds(fact.value)}</dd>
          </div>
        ))}
        {finding.next !== '' && (
          <div>
            <dt>怎么办</dt>
            <dd>{finding.next}</dd>
          </div>
        )}
        <dt>版本</dt>
        <dd>{finding.edition}</dd>
      </dl>
    </section>
  );
}

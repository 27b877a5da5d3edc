import { BulbOutlined, LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { roleLabel } from '#shared/labels/role.ts';
import { call } from '../bridge/call.ts';
import { useDeskQuery } from '../bridge/use-desk-query.ts';
import { chooseAppearance, useAppearanceStore } from '../stores/appearance-store.ts';
import { toggleBasis } from '../stores/basis-store.ts';
import { type Area, go, useNavigationStore } from '../stores/navigation-store.ts';
import { usePerson, useSessionStore } from '../stores/session-store.ts';
import { announce } from './announce.ts';
import { BasisDrawer } from './basis-drawer.tsx';
import { DayLine } from './day-line.tsx';
import { pagesBeside, railOf } from './rail-entries.tsx';
import { SavedSign } from './saved-sign.tsx';
import { focusSearchBox, SearchBox } from './search-box.tsx';
import { UnsavedSign } from './unsaved-sign.tsx';
import { useKeys } from './use-keys.ts';

type FrameProps = {
  readonly exists: (area: Area) => boolean;
  /** what Enter on a found pupil does in this role; null = this role has no search of pupils */
  readonly onFound: ((candidacyId: string) => void) | null;
  readonly children: ReactNode;
};

/** Top bar 44, rail 72, content. The state sentence stands in one place, top right, as text. */
export function Frame({ exists, onFound, children }: FrameProps): ReactNode {
  const person = usePerson();
  const gate = useSessionStore((state) => state.gate);
  const area = useNavigationStore((state) => state.page.area);
  const entries = person ? railOf(person.role, exists) : [];

  useKeys({
    F2: focusSearchBox,
    'Ctrl+KeyK': focusSearchBox,
    F9: toggleBasis,
    'Ctrl+KeyI': toggleBasis,
    'Ctrl+KeyL': () => void call('session.lock', {}),
    'Ctrl+KeyS': () => announce('已自动保存，不用另存'),
    F6: () => nextRegion(1),
    'Shift+F6': () => nextRegion(-1),
    ...Object.fromEntries(entries.map((item, index) => [`Ctrl+${index + 1}`, () => go({ area: item.area })])),
  });

  return (
    <div className="frame">
      <header className="top-bar" data-region>
        <div className="whose-day">
          <p className="whose">
            <strong>{gate?.officeName ?? '考籍登记台'}</strong> {gate?.deskName} · {person?.displayName}{' '}
            {person && roleLabel(person.role)}
            {gate?.isDemo && <span className="demo-mark">演示数据</span>}
          </p>
          <DayLine />
        </div>
        {person && <SearchBox entries={entries} beside={pagesBeside(person.role, exists)} onFound={onFound} />}
        <StateSentence />
      </header>
      <nav className="rail" aria-label="主要页面" data-region>
        {entries.map((item, index) => (
          <button
            key={item.area}
            type="button"
            aria-current={item.area === area ? 'page' : undefined}
            aria-keyshortcuts={`Control+${index + 1}`}
            onClick={() => go({ area: item.area })}
          >
            <span aria-hidden="true" className="rail-icon">
              {item.icon}
            </span>
            {item.word}
          </button>
        ))}
        <span className="rail-gap" />
        <AppearanceButton />
        <button type="button" onClick={() => void call('session.lock', {})} aria-keyshortcuts="Control+L">
          <LockOutlined aria-hidden="true" className="rail-icon" />
          锁屏
        </button>
      </nav>
      <div className="content" data-region>
        {children}
      </div>
      <BasisDrawer />
    </div>
  );
}

/** How many, where, what next; beside it what is not saved and the last save. Nothing greys out offline. */
function StateSentence(): ReactNode {
  const { value } = useDeskQuery('sync.status', {});
  const sentence = value?.sentence ?? '';
  useEffect(() => {
    if (sentence !== '') announce(sentence);
  }, [sentence]);
  return (
    <p className="state-sentence">
      <span>{sentence}</span>
      <UnsavedSign />
      <SavedSign />
    </p>
  );
}

function AppearanceButton(): ReactNode {
  const appearance = useAppearanceStore((state) => state.appearance);
  const [other, word] = appearance === 'light' ? (['dark', '深色'] as const) : (['light', '浅色'] as const);
  return (
    <button type="button" onClick={() => chooseAppearance(other)}>
      <BulbOutlined aria-hidden="true" className="rail-icon" />
      {word}
    </button>
  );
}

function nextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region], .action-bar')];
  const now = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(now + step + regions.length) % regions.length];
  next?.querySelector<HTMLElement>('h1, input, button:not([tabindex="-1"]), [tabindex="0"]')?.focus();
}

/** A minute before the cover falls: said in words, any key keeps the screen open. */
export function IdleWarning(): ReactNode {
  const warned = useSessionStore((state) => state.idleWarning);
  const [shownAt, setShownAt] = useState<number | null>(null);
  useEffect(() => {
    setShownAt(warned ? Date.now() : null);
    if (warned) announce('一分钟后锁屏。按任意键继续', 'assertive');
  }, [warned]);
  if (!warned || shownAt === null) return null;
  return (
    <div className="idle-warning" role="status">
      一分钟后锁屏，没办完的都会留着。
      <Button onClick={() => void call('session.touch', {})}>继续用</Button>
    </div>
  );
}

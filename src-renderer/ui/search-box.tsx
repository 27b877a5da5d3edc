import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useRef, useState } from 'react';
import { useDeskQuery } from '../bridge/use-desk-query.ts';
import { useActStore } from '../stores/act-store.ts';
import { go } from '../stores/navigation-store.ts';
import { loadInitials, matchesLabel } from './initials.ts';
import { PersonName } from './person-name.tsx';
import type { RailEntry } from './rail-entries.tsx';
import { useScanner } from './scanner.ts';
import { StatusMark } from './status-mark.tsx';

const BOX = 'search-box';
const LIST = 'search-results';

/** F2: the box takes the focus, its text selected. */
export function focusSearchBox(): void {
  const box = document.getElementById(BOX);
  if (box instanceof HTMLInputElement) {
    box.focus();
    box.select();
  }
}

type Hit = { readonly key: string; readonly content: ReactNode; readonly open: () => void };

/**
 * One box for people and commands: name, pinyin initials, any number a person ever had; acts of this page and pages of
 * the rail with their keys. A scan that no page takes arrives here.
 */
export function SearchBox({
  entries,
  beside,
  onFound,
}: {
  readonly entries: readonly RailEntry[];
  /** pages of the role that the rail has no room for: they have no key */
  readonly beside: readonly Pick<RailEntry, 'area' | 'word'>[];
  readonly onFound: ((candidacyId: string) => void) | null;
}): ReactNode {
  const box = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const acts = useActStore((state) => state.acts);
  const people = useDeskQuery(
    'desk.search',
    { text: wanted, limit: 12 },
    { enabled: onFound !== null && open && wanted !== '', keepPrevious: true },
  );

  const leave = () => {
    setOpen(false);
    setText('');
    setAt(0);
  };
  useScanner((scanned) => {
    setText(scanned);
    setOpen(true);
    setAt(0);
    box.current?.focus();
  });

  const hits: Hit[] = [
    ...acts
      .filter((act) => matchesLabel(wanted, act.label))
      .map((act) => ({
        key: `act:${act.label}`,
        content: <CommandLine label={act.label} hint={act.keyHint} />,
        open: act.perform,
      })),
    ...[...entries, ...beside].flatMap((entry, index) =>
      matchesLabel(wanted, entry.word)
        ? [
            {
              key: `page:${entry.area}`,
              content: (
                <CommandLine label={`打开 ${entry.word}`} hint={index < entries.length ? `Ctrl+${index + 1}` : ''} />
              ),
              open: () => go({ area: entry.area }),
            },
          ]
        : [],
    ),
    ...(wanted === '' ? [] : (people.value ?? [])).map((pupil) => ({
      key: pupil.candidacyId,
      content: (
        <span className="found-pupil">
          <PersonName name={pupil.fullName} />
          <span className="hint">
            {pupil.schoolName} {pupil.className} · 末四位 {pupil.documentLastFour} · {pupil.matchedBy}
          </span>
          <StatusMark status={pupil.status} held={pupil.held} absence={pupil.absence} isPrivate={pupil.isPrivate} />
        </span>
      ),
      open: () => onFound?.(pupil.candidacyId),
    })),
  ];
  const choose = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    leave();
    box.current?.blur();
    hit.open();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.code === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
    else if (event.code === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.code === 'Enter') choose(hits[at]);
    else if (event.code === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const empty = open && wanted !== '' && hits.length === 0 && !people.loading;

  return (
    <search className="search">
      <Input
        ref={box}
        id={BOX}
        value={text}
        role="combobox"
        aria-label="搜索"
        aria-expanded={open && hits.length > 0}
        aria-controls={LIST}
        aria-activedescendant={hits[at] && open ? `${LIST}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={onFound ? 'F2 姓名、拼音首字母、任何号码、命令' : 'F2 命令'}
        onFocus={() => {
          setOpen(true);
          void loadInitials();
        }}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={LIST}
        role="listbox"
        aria-label="搜索结果"
        className="search-results"
        hidden={!open || hits.length === 0}
      >
        {hits.map((hit, index) => (
          <div
            key={hit.key}
            id={`${LIST}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="search-hit"
            onMouseDown={(event) => {
              event.preventDefault();
              choose(hit);
            }}
          >
            {hit.content}
          </div>
        ))}
      </div>
      {empty && (
        <p className="search-results" role="status">
          没有找到“{wanted}”。换姓名、拼音首字母或别的号码试试。
        </p>
      )}
    </search>
  );
}

function CommandLine({ label, hint }: { readonly label: string; readonly hint: string }): ReactNode {
  return (
    <span className="command-line">
      {label}
      {hint !== '' && <kbd>{hint}</kbd>}
    </span>
  );
}

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

type RovingListProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly selected: string | null;
  readonly onSelect: (item: T) => void;
  /** Enter or double click */
  readonly onOpen?: (item: T) => void;
  /** true = the list takes the focus when it first shows items */
  readonly takeFocus?: boolean;
  readonly children: (item: T, index: number) => ReactNode;
};

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** A list with one tab stop: arrows, PgUp/PgDn, Home/End move the selection and the focus, Enter opens. */
export function RovingList<T>(props: RovingListProps<T>): ReactNode {
  const { label, items, keyOf, selected, onSelect, onOpen, takeFocus = false, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const chosen = items.findIndex((item) => keyOf(item) === selected);
  const at = Math.max(0, chosen);
  const hasItems = items.length > 0;
  const hadFocus = useRef(false);
  useEffect(() => {
    // rows that arrive late must not pull somebody out of a field
    if (takeFocus && hasItems && !isTyping()) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [takeFocus, hasItems]);
  // the focused item may leave the list (decided, filtered): the focus goes on to the selected one
  useEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const moveTo = (index: number) => {
    const item = items[Math.min(Math.max(index, 0), items.length - 1)];
    if (item === undefined) return;
    onSelect(item);
    const option = list.current?.querySelector<HTMLElement>(`[data-index="${items.indexOf(item)}"]`);
    option?.focus();
    option?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = steps[event.code];
    const item = items[at];
    // with nothing selected the first arrow selects the item that already has the focus
    if (step !== undefined) moveTo(chosen === -1 ? at : at + step);
    else if (event.code === 'Home') moveTo(0);
    else if (event.code === 'End') moveTo(items.length - 1);
    else if (event.code === 'Enter' && onOpen && item !== undefined && !event.repeat) onOpen(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={list}
      className="roving-list"
      role="listbox"
      aria-label={label}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null) hadFocus.current = list.current?.contains(event.relatedTarget) ?? false;
      }}
      tabIndex={-1}
    >
      {items.map((item, index) => (
        <div
          key={keyOf(item)}
          role="option"
          tabIndex={index === at ? 0 : -1}
          aria-selected={keyOf(item) === selected}
          data-index={index}
          className="roving-item"
          onClick={() => onSelect(item)}
          onDoubleClick={() => onOpen?.(item)}
          onKeyDown={() => {}}
        >
          {children(item, index)}
        </div>
      ))}
    </div>
  );
}

function isTyping(): boolean {
  return document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement;
}

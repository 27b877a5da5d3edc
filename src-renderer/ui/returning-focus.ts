import { useEffect, useRef } from 'react';

/** Remembers where the focus was beneath the cover and puts it back when the cover lifts. */
export function useReturningFocus(covered: boolean): void {
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement && event.target.closest('#beneath')) last.current = event.target;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    if (!covered) last.current?.focus();
  }, [covered]);
}

import { useEffect, useRef } from 'react';

/**
 * Puts the focus back when a dialog has closed: to where it was opened from, or to the title where that is gone. Answers
 * what to call just before a dialog opens.
 */
export function useOpener(isOpen: boolean): () => void {
  const opener = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    const closed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!closed) return;
    // once the dialog is really gone
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      const back = opener.current?.isConnected ? opener.current : document.querySelector<HTMLElement>('.page-head h1');
      back?.focus();
    });
  }, [isOpen]);
  return () => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  };
}

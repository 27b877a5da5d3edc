import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Shows what it holds once it has come near the window for the first time: pictures of a long list are read as they are looked at. */
export function SeenOnly({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useRef<HTMLSpanElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return (
    <span ref={place} className="seen-only">
      {isSeen && children}
    </span>
  );
}

import { type RefObject, useLayoutEffect, useState } from 'react';

/** what stands below the rows: padding of the page and its last line, px */
const MARGIN = 16;

/**
 * How many px the window leaves for a part of the page that begins where `part` does and takes all that is left below it;
 * never less than `least`. Measured again when the window or what stands above changes.
 */
export function useRoomBelow(part: RefObject<HTMLElement | null>, least: number): number {
  const [room, setRoom] = useState(least);
  useLayoutEffect(() => {
    const own = part.current;
    const body = own?.closest('.page-body');
    if (!own || !body) return;
    const measure = () => {
      const above = own.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
      setRoom(Math.max(least, Math.floor(body.clientHeight - above - MARGIN)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    for (const child of body.children) observer.observe(child);
    measure();
    return () => observer.disconnect();
  }, [part, least]);
  return room;
}

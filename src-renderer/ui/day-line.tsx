import { type ReactNode, useEffect } from 'react';
import { useDeskQuery } from '../bridge/use-desk-query.ts';
import { go } from '../stores/navigation-store.ts';
import { useLocked, usePerson } from '../stores/session-store.ts';

const MINUTE = 60_000;

/**
 * The day's windows in one short line, on every page and for every role: 更正窗口开放至 4 月 1 日 17:00. It opens 日程, for
 * all but class teachers, whose work no window closes.
 */
export function DayLine(): ReactNode {
  const role = usePerson()?.role;
  const locked = useLocked();
  const { value, refetch } = useDeskQuery('calendar.today', {});
  useEffect(() => {
    if (locked) return;
    // windows open and close by themselves
    const timer = setInterval(() => void refetch(), MINUTE);
    return () => clearInterval(timer);
  }, [locked, refetch]);
  if (!value) return null;
  if (role === 'classTeacher') return <p className="day-line">{value.line}</p>;
  return (
    <p className="day-line">
      <button type="button" onClick={() => go({ area: 'calendar' })}>
        {value.line}
      </button>
    </p>
  );
}

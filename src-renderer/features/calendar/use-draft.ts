import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { DraftContent } from './begin-draft.ts';

type Draft = NonNullable<Output<'calendar.read'>['draft']>;
const SAVE_AFTER_MS = 400;

export type DraftWork = {
  readonly content: DraftContent;
  readonly change: (content: DraftContent) => void;
  /** true = what is on screen is what is stored, with the problems that main found */
  readonly settled: boolean;
  /** sends what waits; answers the stored version, null where it was refused */
  readonly flush: () => Promise<number | null>;
  readonly fault: Fault | null;
};

/** What is typed into a draft of the calendar, saved while it is typed: one save after the other, each on the one before. */
export function useDraft(draft: Draft): DraftWork {
  const { label, inForceFrom, windows } = draft;
  const [content, setContent] = useState<DraftContent>({ label, inForceFrom, windows });
  const [settled, setSettled] = useState(true);
  const newest = useRef(content);
  const stored = useRef({ content, version: draft.version });
  const saving = useRef<Promise<number | null>>(Promise.resolve(draft.version));
  const save = useCommand('calendar.draft');

  const send = async (): Promise<number | null> => {
    const wanted = newest.current;
    if (wanted === stored.current.content) return stored.current.version;
    const reply = await save.run({ version: stored.current.version, content: wanted });
    if (!reply.ok) return null;
    stored.current = { content: wanted, version: reply.value.version };
    if (newest.current === wanted) setSettled(true);
    return reply.value.version;
  };
  const flush = () => {
    saving.current = saving.current.then(send);
    return saving.current;
  };
  const flushNow = useEffectEvent(() => void flush());
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the wait anew
  useEffect(() => {
    const timer = setTimeout(flushNow, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [content]);
  useEffect(() => () => void flushNow(), []);
  const change = (next: DraftContent) => {
    newest.current = next;
    setContent(next);
    setSettled(false);
  };
  return { content, change, settled, flush, fault: save.fault };
}

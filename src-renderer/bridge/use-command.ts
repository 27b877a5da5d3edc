import { useCallback, useEffect, useRef, useState } from 'react';
import type { Reply } from '#shared/contract/call.ts';
import type { Fault } from '#shared/contract/faults.ts';
import type { CommandName, Input, Output } from '#shared/contract/index.ts';
import { noteSaved } from '../stores/saved-store.ts';
import { call } from './call.ts';

export type DeskCommand<N extends CommandName> = {
  /** Sends the act once, now. Never cached, never repeated by itself. */
  readonly run: (input: Input<N>) => Promise<Reply<Output<N>>>;
  readonly busy: boolean;
  /** why the last run did not go through; null after a good one */
  readonly fault: Fault | null;
  readonly clear: () => void;
};

/** One command of the contract for a screen. A `savedAt` in the answer moves the saved sign of the frame. */
export function useCommand<N extends CommandName>(name: N): DeskCommand<N> {
  const [running, setRunning] = useState(0);
  const [fault, setFault] = useState<Fault | null>(null);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = useCallback(
    async (input: Input<N>) => {
      setRunning((count) => count + 1);
      const reply = await call(name, input);
      if (reply.ok) noteSavedIn(reply.value);
      if (mounted.current) {
        setRunning((count) => count - 1);
        setFault(reply.ok ? null : reply.fault);
      }
      return reply;
    },
    [name],
  );
  const clear = useCallback(() => setFault(null), []);
  return { run, busy: running > 0, fault, clear };
}

function noteSavedIn(value: unknown): void {
  if (typeof value === 'object' && value !== null && 'savedAt' in value && typeof value.savedAt === 'string') {
    noteSaved(value.savedAt);
  }
}

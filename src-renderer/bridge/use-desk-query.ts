import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Reply } from '#shared/contract/call.ts';
import type { Fault } from '#shared/contract/faults.ts';
import type { Input, Output, QueryName } from '#shared/contract/index.ts';
import { useLocked } from '../stores/session-store.ts';
import { call } from './call.ts';

export type DeskQueryOptions = {
  /** false = do not ask yet; the last value stays */
  readonly enabled?: boolean;
  /** true = show the former answer while a new input is asked for (paging, filters) */
  readonly keepPrevious?: boolean;
  /** true = the answer can never change (a photo by its id) */
  readonly immutable?: boolean;
};

export type DeskQuery<T> = {
  readonly value: T | undefined;
  readonly fault: Fault | null;
  /** nothing to show yet */
  readonly loading: boolean;
  /** what is shown answers the former input, the new one is being asked for (`keepPrevious`) */
  readonly isFormer: boolean;
  /** asks again and resolves when the answer is on screen */
  readonly refetch: () => Promise<void>;
};

/**
 * Reads one query of the contract, keyed by name and input (null = nothing to ask about yet), asked again after each
 * `changed` event. Nothing is asked
 * while the screen is locked: what is there stays under the cover and is asked again as soon as it is lifted.
 */
export function useDeskQuery<N extends QueryName>(
  name: N,
  input: Input<N> | null,
  options: DeskQueryOptions = {},
): DeskQuery<Output<N>> {
  const client = useQueryClient();
  const locked = useLocked();
  const queryKey = [name, input];
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const reply = await call(name, input as Input<N>);
      // main locked before this screen heard of it: what was read before still stands
      return isLocked(reply) ? (client.getQueryData<Reply<Output<N>>>(queryKey) ?? reply) : reply;
    },
    enabled: (options.enabled ?? true) && input !== null && !locked,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.immutable ? { staleTime: staleTimeOf } : {}),
  });
  const reply = query.data;
  return {
    value: reply?.ok ? (reply.value as Output<N>) : undefined,
    // the cover says it; under it and for the moment until the answer comes the page waits
    fault: reply && !reply.ok && !isLocked(reply) ? reply.fault : null,
    loading: (query.isPending && query.fetchStatus !== 'idle') || (reply !== undefined && isLocked(reply)),
    isFormer: query.isPlaceholderData,
    refetch: async () => {
      await query.refetch();
    },
  };
}

/** An answer that can never change stays; a refusal is asked again. */
function staleTimeOf({ state }: { readonly state: { readonly data: Reply<unknown> | undefined } }): number {
  return state.data?.ok ? Number.POSITIVE_INFINITY : 0;
}

function isLocked(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.fault.kind === 'locked';
}

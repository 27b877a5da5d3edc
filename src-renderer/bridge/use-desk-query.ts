import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Fault } from '#shared/contract/faults.ts';
import type { Input, Output, QueryName } from '#shared/contract/index.ts';
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
  /** asks again and resolves when the answer is on screen */
  readonly refetch: () => Promise<void>;
};

/** Reads one query of the contract, keyed by name and input, asked again after each `changed` event. */
export function useDeskQuery<N extends QueryName>(
  name: N,
  input: Input<N>,
  options: DeskQueryOptions = {},
): DeskQuery<Output<N>> {
  const query = useQuery({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.immutable ? { staleTime: Number.POSITIVE_INFINITY } : {}),
  });
  const reply = query.data;
  return {
    value: reply?.ok ? (reply.value as Output<N>) : undefined,
    fault: reply && !reply.ok ? reply.fault : null,
    loading: query.isPending && query.fetchStatus !== 'idle',
    refetch: async () => {
      await query.refetch();
    },
  };
}

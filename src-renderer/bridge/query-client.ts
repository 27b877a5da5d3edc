import { QueryClient } from '@tanstack/react-query';
import type { Reply } from '#shared/contract/call.ts';
import type { Input, Output, QueryName } from '#shared/contract/index.ts';
import { subscribe } from './call.ts';

/** Reads only: no act is ever held in this cache. An offline desk must never pause a read (networkMode always). */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 0,
      gcTime: 30_000,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/**
 * Changes an answer that is kept, where a command has said what it is now and main announces nothing: whoever opens it
 * again must not see what stood there before.
 */
export function amendRead<N extends QueryName>(
  name: N,
  input: Input<N>,
  change: (value: Output<N>) => Output<N>,
): void {
  queryClient.setQueryData<Reply<Output<N>>>([name, input], (reply) =>
    reply?.ok ? { ok: true, value: change(reply.value) } : reply,
  );
}

const GATHER_MS = 60;

/** Reads whose answer is the picture behind an id. */
const pictures: ReadonlySet<unknown> = new Set<QueryName>([
  'photo.read',
  'photo.readDocument',
  'photo.ofFile',
  'application.readPage',
]);

/**
 * Refetches what is on screen after each `changed` event. Events within 60 ms are answered once, so that an import does
 * not make every list flicker; a draft, which is the matter of its writer alone, names nothing and asks for nothing.
 * Photos never change under their id and stay; what is told about them (walls, measures, overrides) is asked again.
 */
export function followChanges(client: QueryClient): () => void {
  let pending: ReturnType<typeof setTimeout> | null = null;
  const stop = subscribe((event) => {
    if (event.kind !== 'changed' || event.nouns.length === 0 || pending !== null) return;
    pending = setTimeout(() => {
      pending = null;
      void client.invalidateQueries({ predicate: (query) => !pictures.has(query.queryKey[0]) });
    }, GATHER_MS);
  });
  return () => {
    if (pending !== null) clearTimeout(pending);
    stop();
  };
}

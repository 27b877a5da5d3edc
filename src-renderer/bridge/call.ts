import type { Reply } from '#shared/contract/call.ts';
import type { DeskBridge, DeskEvent } from '#shared/contract/channel.ts';
import type { CallName, Input, Output } from '#shared/contract/index.ts';

declare global {
  interface Window {
    readonly kaoji: DeskBridge;
  }
}

/**
 * Asks main for one command or query. Always resolves: a bridge that breaks (main gone, value that cannot be cloned) is
 * answered as a `broken` fault, so that no screen has to catch.
 */
export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
  try {
    return await window.kaoji.call(name, input);
  } catch (error) {
    console.error('bridge', name, error instanceof Error ? error.name : 'unknown');
    return {
      ok: false,
      fault: { kind: 'broken', reference: 'K-界面', message: '界面没有收到程序的答复。已保存的都在' },
    };
  }
}

/** Listens to what main pushes. Returns the function that stops listening. */
export function subscribe(listener: (event: DeskEvent) => void): () => void {
  return window.kaoji.subscribe(listener);
}

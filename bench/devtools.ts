import type { ChildProcess } from 'node:child_process';

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly sessionId?: string; readonly targetInfo?: { readonly type: string } };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};

/** The page's answer to an expression. Rejects when the page goes away meanwhile. */
export type AskPage = <T>(expression: string) => Promise<T>;

/** The address that Chromium prints when it was started with --remote-debugging-port=0. */
export function devtoolsAddress(electron: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    electron.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    electron.once('exit', (code) => reject(new Error(`electron ended with ${code}: ${said.slice(-500)}`)));
  });
}

/**
 * Attaches to the first page, as soon as it exists, without holding it up. Nothing of the program is changed for it: the
 * questions go through the browser's own debugging port.
 */
export async function attachToPage(address: string): Promise<{ ask: AskPage; close(): void }> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, (message: Message) => void>();
  let last = 0;
  let found: (sessionId: string) => void = () => undefined;
  const page = new Promise<string>((resolve) => {
    found = resolve;
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    const { sessionId, targetInfo } = message.params ?? {};
    if (message.method === 'Target.attachedToTarget' && targetInfo?.type === 'page' && sessionId) found(sessionId);
  });
  const send = (method: string, params: object, sessionId?: string) => {
    last += 1;
    const id = last;
    const answer = new Promise<Message>((resolve) => {
      waiting.set(id, resolve);
    });
    socket.send(JSON.stringify({ id, method, params, sessionId }));
    return answer;
  };
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  // auto-attach from the browser's own session reports pages only through discovery
  await send('Target.setDiscoverTargets', { discover: true });
  const sessionId = await page;
  return {
    async ask<T>(expression: string): Promise<T> {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const answer = await send('Runtime.evaluate', params, sessionId);
      const value = (answer.result as { result?: { value?: T } } | undefined)?.result?.value;
      if (answer.error || value === undefined) throw new Error(answer.error?.message ?? 'the page gave no answer');
      return value;
    },
    close: () => socket.close(),
  };
}

import net, { type AddressInfo } from 'node:net';

/** What one connection does to its bytes; everything else passes. */
export type LineFault = {
  /** both ends are reset after so many milliseconds */
  readonly resetAfterMs?: number;
  /** the connection stays open and nothing moves any more after so many milliseconds */
  readonly deadAfterMs?: number;
  /** the receiver works, and not one byte comes back */
  readonly eatsAnswers?: boolean;
  /** what is said goes on its way only after so many milliseconds: later requests overtake this one */
  readonly startsAfterMs?: number;
  /** bytes of answer that pass before the connection breaks */
  readonly answerBytes?: number;
  /** bytes of answer after which the connection stays open and nothing moves any more */
  readonly silentAfterBytes?: number;
};

export type LineProxy = {
  readonly url: string;
  /** bytes towards the receiver and connections so far */
  readonly seen: { up: number; connections: number; broken: number };
  setTarget(url: string): void;
  stop(): Promise<void>;
};

/**
 * A line on loopback below HTTP: cuts, silences or slows real connections to a real receiver. `bytesPerSecond` is the way up
 * of each connection.
 */
export async function startLineProxy(
  firstTarget: string,
  plan: { readonly faultOf?: (connection: number) => LineFault; readonly bytesPerSecond?: number },
): Promise<LineProxy> {
  let target = new URL(firstTarget);
  const seen: LineProxy['seen'] = { up: 0, connections: 0, broken: 0 };
  const open = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const fault = plan.faultOf?.(seen.connections) ?? {};
    seen.connections += 1;
    const far = net.connect(Number(target.port), target.hostname);
    const timers: NodeJS.Timeout[] = [];
    // where the far end is not there, nothing is taken that could count as sent
    near.pause();
    far.once('connect', () => timers.push(setTimeout(() => near.resume(), fault.startsAfterMs ?? 0)));
    let isDead = false;
    let answered = 0;
    const reset = () => {
      seen.broken += 1;
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    const end = () => {
      for (const timer of timers) clearTimeout(timer);
      open.delete(near);
      open.delete(far);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    if (fault.resetAfterMs !== undefined) timers.push(setTimeout(reset, fault.resetAfterMs));
    if (fault.deadAfterMs !== undefined) {
      timers.push(
        setTimeout(() => {
          isDead = true;
          seen.broken += 1;
        }, fault.deadAfterMs),
      );
    }
    near.on('data', (chunk) => {
      if (isDead) return;
      seen.up += chunk.length;
      far.write(chunk);
      if (plan.bytesPerSecond === undefined) return;
      near.pause();
      timers.push(setTimeout(() => near.resume(), (chunk.length * 1000) / plan.bytesPerSecond));
    });
    far.on('data', (chunk) => {
      if (isDead || fault.eatsAnswers) return;
      answered += chunk.length;
      if (fault.answerBytes !== undefined && answered > fault.answerBytes) return reset();
      if (fault.silentAfterBytes !== undefined && answered > fault.silentAfterBytes) {
        isDead = true;
        seen.broken += 1;
        return;
      }
      near.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    setTarget(url) {
      target = new URL(url);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

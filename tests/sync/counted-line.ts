import net, { type AddressInfo } from 'node:net';

export type CountedLine = {
  readonly url: string;
  /** bytes towards the receiver so far */
  readonly seen: { up: number };
  setTarget(url: string): void;
  setSpeed(bytesPerSecond: number): void;
  stop(): Promise<void>;
};

/** What one connection carried towards the receiver, as it left the line. */
export type LineTap = { bytes(chunk: Uint8Array): void; end(): void };

/** bytes that are under way on the line itself: a router's queue, not a sender's */
const piece = 8 * 1024;

/**
 * A line on loopback that all connections share: `firstSpeed` bytes a second up, in the order they come. As on a real one, what the
 * dead sender had given to its system still arrives; what the far end did not take any more is lost.
 */
export async function startCountedLine(
  firstTarget: string,
  firstSpeed: number,
  tap: () => LineTap,
): Promise<CountedLine> {
  let target = new URL(firstTarget);
  let bytesPerSecond = firstSpeed;
  let freeAt = 0;
  const seen = { up: 0 };
  const open = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    const far = net.connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true });
    // a line carries what comes and waits for nothing: what is here goes on at once
    far.setNoDelay(true);
    const told = tap();
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => undefined);
    }
    far.on('data', (chunk) => void near.write(chunk));
    far.on('end', () => near.end());
    far.on('close', () => near.destroy());
    far.once('connect', () => void carry());
    const carry = async () => {
      try {
        for await (const chunk of near as AsyncIterable<Buffer>) {
          for (let at = 0; at < chunk.length; at += piece) {
            const part = chunk.subarray(at, at + piece);
            const now = performance.now();
            freeAt = Math.max(now, freeAt) + (part.length * 1000) / bytesPerSecond;
            await new Promise((resolve) => setTimeout(resolve, freeAt - now));
            if (far.destroyed) return;
            seen.up += part.length;
            told.bytes(part);
            far.write(part);
          }
        }
      } catch {
        // the sender is gone; what it had sent is on its way
      } finally {
        told.end();
        far.end();
      }
    };
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    setTarget(url) {
      target = new URL(url);
    },
    setSpeed(speed) {
      bytesPerSecond = speed;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

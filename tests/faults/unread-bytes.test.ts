import { existsSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { unreadBytes } from './unread-bytes.ts';

test.runIf(existsSync('/proc/net/tcp'))('送到了、程序还没有读的字节：数得出，读过的不算', async () => {
  const far: net.Socket[] = [];
  const server = net.createServer({ pauseOnConnect: true }, (socket) => far.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const near = net.connect({ port, host: '127.0.0.1' });
  near.write(Buffer.alloc(5000));
  await expect.poll(() => unreadBytes(port), { timeout: 10_000 }).toBe(5000);
  far[0]?.resume();
  await expect.poll(() => unreadBytes(port), { timeout: 10_000 }).toBe(0);
  near.destroy();
  await new Promise((resolve) => server.close(resolve));
});

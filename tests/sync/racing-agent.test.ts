import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { openHttpStream } from '../../src-main/sync/http-stream.ts';
import { racingAgents } from '../../src-main/sync/racing-agent.ts';

type Close = () => Promise<unknown>;
const open: Close[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A port on loopback, and how many connections it has seen. */
async function listen(take: (socket: net.Socket, number: number) => void) {
  const seen = { connections: 0, closed: 0 };
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('close', () => {
      seen.closed += 1;
    });
    socket.on('error', () => undefined);
    take(socket, seen.connections);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    for (const one of sockets) one.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { seen, port: (server.address() as AddressInfo).port };
}

describe('打开线路', () => {
  test('第一次握手石沉大海：两秒后另开一次，接通的那次被采用，没有接通的关掉', async () => {
    const hellos: Buffer[] = [];
    const { seen, port } = await listen((socket) => void socket.once('data', (bytes) => hellos.push(bytes)));
    const { 'https:': agent } = racingAgents({});
    const before = performance.now();
    const ended = new Promise<string>((resolve) => {
      agent.createConnection({ host: '127.0.0.1', port, timeout: 3000 }, (error) => resolve(String(error)));
    });
    expect(await ended).toContain('idle');
    // 4.5 s of patience: tries at 0, 2 and 4 s, and each has said its hello
    expect(performance.now() - before).toBeGreaterThan(4000);
    expect([seen.connections, hellos.length]).toEqual([3, 3]);
    await expect.poll(() => seen.closed).toBe(3);
  });

  test('被拒绝的当时就说，不等下一次', async () => {
    const { seen, port } = await listen((socket) => socket.resetAndDestroy());
    const { call, close } = createHttpCall();
    open.push(async () => close());
    const asked = call({
      ...{ url: `https://127.0.0.1:${port}/v1/hello`, mediaType: 'application/json', body: Buffer.from('{}') },
      signal: new AbortController().signal,
    });
    await expect(asked).rejects.toThrow();
    expect(seen.connections).toBe(1);
  });

  test('停下以后，还没有接通的线路不再试', async () => {
    const { seen, port } = await listen((socket) => socket.resume());
    const over = new Promise<void>((resolve) => {
      const stream = openHttpStream({
        ...{ url: `https://127.0.0.1:${port}/v2/push`, mediaType: 'application/octet-stream', length: null },
        listener: {
          ...{ connected: () => expect.unreachable(), head: () => undefined, bytes: () => undefined },
          over: () => resolve(),
        },
      });
      setTimeout(() => stream.destroy(), 300);
    });
    await over;
    await new Promise((resolve) => setTimeout(resolve, 2300));
    expect(seen).toEqual({ connections: 1, closed: 1 });
  });

  test('接通后照常一问一答', async () => {
    const server = http.createServer((_asked, answer) => answer.end('好'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    open.push(() => new Promise((resolve) => server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    const { call, close } = createHttpCall();
    const answer = await call({
      ...{ url: `http://127.0.0.1:${port}/`, mediaType: 'text/plain', body: Buffer.from('?') },
      signal: new AbortController().signal,
    });
    expect(Buffer.from(answer.body).toString()).toBe('好');
    close();
  });
});

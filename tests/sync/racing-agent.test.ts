import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { openHttpStream } from '../../src-main/sync/http-stream.ts';
import { racingAgents } from '../../src-main/sync/racing-agent.ts';
import { loopbackTls } from '../fixtures/loopback-tls.ts';

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

/** A TLS end that answers every request; it takes connections that were made elsewhere. */
async function listenSecure() {
  const seen = { requests: 0 };
  const server = https.createServer(loopbackTls, (_asked, answer) => {
    seen.requests += 1;
    answer.end('好');
  });
  server.on('tlsClientError', () => undefined);
  return { seen, take: (socket: net.Socket) => void server.emit('connection', socket) };
}

/** What a GET over a race of tries brings. */
function get(port: number, choice: https.RequestOptions = {}): Promise<string> {
  const { 'https:': agent } = racingAgents({});
  return new Promise((resolve, reject) => {
    const asked = https.get({ host: '127.0.0.1', port, ...choice, agent }, (answer) => {
      text(answer).then(resolve, reject);
    });
    asked.on('error', reject);
  });
}

describe('打开线路', () => {
  test('第一次握手石沉大海：两秒后另开一次，接通的那次被采用，没有接通的关掉', async () => {
    const secure = await listenSecure();
    const { seen, port } = await listen((socket, number) => (number === 1 ? socket.resume() : secure.take(socket)));
    expect(await get(port, { ca: loopbackTls.cert })).toBe('好');
    // a busy machine may come to a third try before the second stands
    expect(seen.connections).toBeGreaterThan(1);
    expect(secure.seen.requests).toBe(1);
    await expect.poll(() => seen.closed).toBeGreaterThan(0);
  });

  test('对方的证书没有被认可：当时就说是证书，不等别的，也没有说过一句话', async () => {
    const secure = await listenSecure();
    const silentFirst = await listen((socket, number) => (number === 1 ? socket.resume() : secure.take(socket)));
    const open = await listen((socket) => secure.take(socket));
    for (const { seen, port } of [open, silentFirst]) {
      await expect(get(port)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      if (seen === open.seen) expect(seen.connections).toBe(1);
      else expect(seen.connections).toBeGreaterThan(1);
    }
    // another name than the certificate's
    await expect(get(open.port, { ca: loopbackTls.cert, servername: 'region.example' })).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect(secure.seen.requests).toBe(0);
  });

  test('一次也没有接通：等到头，说最后遇上的事，每一次都关掉', async () => {
    const { seen, port } = await listen((socket, number) =>
      number === 2 ? socket.resetAndDestroy() : socket.resume(),
    );
    // 4.5 s of patience: tries at 0, 2 and 4 s, and on a busy machine perhaps no third
    await expect(get(port, { timeout: 3000 })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(seen.connections).toBeGreaterThan(1);
    await expect.poll(() => seen.closed).toBe(seen.connections);
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

import http from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to one request on its way: cutBefore/cutAfter = the connection breaks before/after the receiver has worked;
 * eaten = the receiver has worked and no answer ever comes; truncated = half an answer; duplicate = delivered twice.
 */
export type FaultKind =
  | 'pass'
  | 'cutBefore'
  | 'cutAfter'
  | 'eaten'
  | 'truncated'
  | 'duplicate'
  | 'html'
  | 'redirect'
  | 'busy'
  | 'alter';

export type FaultProxy = {
  readonly url: string;
  /** paths and faults in the order they came */
  readonly seen: { readonly path: string; readonly fault: FaultKind }[];
  stop(): Promise<void>;
};

export type FaultPlan = {
  /** decides by path and number of the request to that path, from 0 */
  readonly faultOf: (path: string, index: number) => FaultKind;
  /** for `alter`: changes the receiver's answer */
  readonly alter?: (answer: string) => string;
};

/** A proxy on loopback in front of a real receiver: the only thing that is not real is the link. */
export async function startFaultProxy(target: string, plan: FaultPlan): Promise<FaultProxy> {
  const seen: FaultProxy['seen'] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    const fault = plan.faultOf(path, seen.filter((one) => one.path === path).length);
    seen.push({ path, fault });
    handle(target, plan, fault, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  target: string,
  plan: FaultPlan,
  fault: FaultKind,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (fault === 'cutBefore') return void response.destroy();
  const body = await bodyOf(request);
  if (fault === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>上网登录</h1>');
  if (fault === 'redirect') return void response.writeHead(302, { location: 'http://127.0.0.1:1/login' }).end();
  if (fault === 'busy') return void response.writeHead(502, { 'content-type': 'text/plain' }).end('bad gateway');
  const answer = await forward(target, request, body);
  if (fault === 'cutAfter') return void response.destroy();
  // the desk's own idle limit ends this one
  if (fault === 'eaten') return;
  const last = fault === 'duplicate' ? await forward(target, request, body) : answer;
  const text = fault === 'alter' && plan.alter ? plan.alter(last.text) : last.text;
  const bytes = Buffer.from(text, 'utf8');
  response.writeHead(last.status, { 'content-type': last.type, 'content-length': bytes.length });
  if (fault !== 'truncated') return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
}

async function forward(target: string, request: http.IncomingMessage, body: Buffer) {
  const answer = await fetch(new URL(request.url ?? '/', target), {
    method: request.method ?? 'POST',
    headers: { 'content-type': request.headers['content-type'] ?? '' },
    ...(body.length > 0 && { body: Uint8Array.from(body) }),
  });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

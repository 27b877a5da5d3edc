import http from 'node:http';
import https from 'node:https';
import { racingAgents } from './racing-agent.ts';

export type HttpRequest = {
  readonly url: string;
  readonly mediaType: string;
  readonly body: Uint8Array;
  readonly signal: AbortSignal;
  /** a question without a body, whose answer is worth something also where the link cut it */
  readonly isQuestion?: true;
  /** after a fault: a connection that was kept may be dead without a sign, so this one gets its own */
  readonly isFresh?: boolean;
  /** more headers, e.g. the desk's proof */
  readonly headers?: Readonly<Record<string, string>>;
};
export type HttpAnswer = {
  readonly status: number;
  readonly mediaType: string;
  readonly body: Uint8Array;
  /** the answer to a question, as far as it came */
  readonly isCut?: boolean;
};

/**
 * One POST, or the GET of a question. Resolves with any complete answer (to a question: with what came of it), rejects
 * with a coded error otherwise. The network is a port: tests hand in a real one through a fault proxy.
 */
export type HttpCall = (request: HttpRequest) => Promise<HttpAnswer>;

/** Answers are small JSON; more than this is no receiver. */
const answerLimit = 4 * 1024 * 1024;

/**
 * The call over real sockets. Gives up when no byte has moved either way for `idleMs`: a slow upload goes on, a dead
 * link is noticed. Redirects are not followed: a receiver sends none, a login page does.
 */
export function createHttpCall(idleMs = 8000): { readonly call: HttpCall; close(): void } {
  const agents = racingAgents({ keepAlive: true, maxSockets: 2 });
  return {
    call: (request) => ask(request, agents, idleMs),
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

type Agents = ReturnType<typeof racingAgents>;

function ask(request: HttpRequest, agents: Agents, idleMs: number): Promise<HttpAnswer> {
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  const send = secure ? https.request : http.request;
  const isQuestion = request.isQuestion === true;
  const usual = isQuestion
    ? { accept: request.mediaType }
    : { 'content-type': request.mediaType, 'content-length': request.body.length };
  const headers = { ...request.headers, ...usual };
  const method = isQuestion ? 'GET' : 'POST';
  const { [secure ? 'https:' : 'http:']: agent } = request.isFresh === true ? racingAgents({}) : agents;
  return new Promise((resolve, reject) => {
    const choice = {
      method,
      headers,
      agent,
      signal: request.signal,
      stops: request.signal,
      timeout: idleMs,
    };
    const outgoing = send(url, choice);
    outgoing.on('timeout', () => outgoing.destroy(coded('idle')));
    outgoing.on('error', reject);
    // one that waits for its turn has no line yet whose end it would hear
    const onAbort = () => reject(coded('stopped'));
    request.signal.addEventListener('abort', onAbort);
    outgoing.on('close', () => request.signal.removeEventListener('abort', onAbort));
    outgoing.on('response', (incoming) => {
      readAll(incoming, isQuestion).then(
        (read) => resolve({ status: incoming.statusCode ?? 0, mediaType: mediaTypeOf(incoming), ...read }),
        reject,
      );
    });
    outgoing.end(isQuestion ? undefined : request.body);
  });
}

async function readAll(
  incoming: http.IncomingMessage,
  keepsCut: boolean,
): Promise<{ readonly body: Uint8Array; readonly isCut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > answerLimit) throw coded('answerTooLarge');
      chunks.push(chunk);
    }
  } catch (error) {
    if (!keepsCut || length === 0 || length > answerLimit) throw error;
  }
  if (keepsCut && length > 0) return { body: Buffer.concat(chunks), isCut: !incoming.complete };
  // a body that ends before its stated length is a cut, not an answer
  if (!incoming.complete) throw coded('cut');
  return { body: Buffer.concat(chunks), isCut: false };
}

function mediaTypeOf(incoming: http.IncomingMessage): string {
  return (incoming.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

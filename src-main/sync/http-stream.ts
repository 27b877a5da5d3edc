import http from 'node:http';
import https from 'node:https';
import { racingAgents } from './racing-agent.ts';

/** What a request that is answered while it is still being sent tells its owner. After `over` nothing more comes. */
export type StreamListener = {
  /** the line stands; nothing of HTTP was said yet */
  connected(): void;
  head(status: number, mediaType: string): void;
  bytes(chunk: Uint8Array): void;
  /** `complete` = the whole answer came; else `error` says what broke, null for a bare cut */
  over(end: { readonly complete: boolean; readonly error: unknown }): void;
};

export type StreamRequest = {
  readonly url: string;
  readonly mediaType: string;
  /** bytes of the whole body where they are known; null = chunked, as long as it takes */
  readonly length: number | null;
  /** more headers, e.g. the desk's proof */
  readonly headers?: Readonly<Record<string, string>>;
  readonly listener: StreamListener;
};

export type HttpStream = { write(bytes: Uint8Array): void; end(): void; destroy(): void };

/** One PUT whose body and answer run at the same time. The network is a port, as in http-call.ts. */
export type OpenHttpStream = (request: StreamRequest) => HttpStream;

/** Opens each stream on a connection of its own: on a lossy line several flows carry what one cannot. */
export const openHttpStream: OpenHttpStream = ({ url: address, mediaType, length, headers: more, listener }) => {
  const url = new URL(address);
  const headers = { ...more, 'content-type': mediaType, ...(length === null ? {} : { 'content-length': length }) };
  const abort = new AbortController();
  const agents = racingAgents({});
  const choice = { method: 'PUT', headers, signal: abort.signal, stops: abort.signal };
  const outgoing =
    url.protocol === 'https:'
      ? https.request(url, { ...choice, agent: agents['https:'] })
      : http.request(url, { ...choice, agent: agents['http:'] });
  let isOver = false;
  const over = (complete: boolean, error: unknown) => {
    if (isOver) return;
    isOver = true;
    listener.over({ complete, error });
  };
  outgoing.setNoDelay(true);
  // the agent hands over a line that stands
  outgoing.on('socket', () => listener.connected());
  outgoing.on('error', (error) => over(false, error));
  outgoing.on('close', () => over(false, null));
  outgoing.on('response', (incoming) => {
    const type = (incoming.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    listener.head(incoming.statusCode ?? 0, type);
    incoming.on('data', (chunk: Buffer) => listener.bytes(chunk));
    incoming.on('error', (error) => over(false, error));
    incoming.on('close', () => over(incoming.complete, null));
  });
  outgoing.flushHeaders();
  return {
    write: (bytes) => void outgoing.write(bytes),
    end: () => void outgoing.end(),
    destroy() {
      // also the tries for a line that does not stand yet
      abort.abort();
    },
  };
};

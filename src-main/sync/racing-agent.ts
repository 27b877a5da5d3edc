import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { isAboutCertificate } from './exchange-fault.ts';

/** another try starts beside those under way: after the two round trips of the longest line, and a little */
const againMs = 2000;
const mostTries = 5;
/** a line that does not stand after so many times the caller's patience with a silent one is given up, every try of it */
const patience = 1.5;
const usualIdleMs = 8000;

/** `stops`: Node keeps a request's `signal` from its agent, and nobody may go on opening a line that nobody wants. */
type Choice = http.ClientRequestArgs & { readonly stops?: AbortSignal };
type Done = (error: Error | null, socket: Duplex) => void;

/** Agents whose lines are opened by several tries at once (see `race`), for both schemes. */
export function racingAgents(choice: https.AgentOptions) {
  return { 'http:': new RacingHttpAgent(choice), 'https:': new RacingHttpsAgent({ ...choice, minVersion: 'TLSv1.2' }) };
}

class RacingHttpAgent extends http.Agent {
  override createConnection(options: Choice, done?: Done): null {
    race((given) => super.createConnection(given), 'connect', options, done as Done);
    return null;
  }
}

class RacingHttpsAgent extends https.Agent {
  override createConnection(options: https.RequestOptions & Choice, done?: Done): null {
    race((given) => super.createConnection(given), 'secureConnect', options, done as Done);
    return null;
  }
}

/**
 * Opens a line by tries two seconds apart and hands on the first that stands (with TLS: whose certificate was verified);
 * the others are dropped. On a long lossy line one packet of the opening that is lost costs the kernel one, then three, then
 * seven seconds, and a line that was gone for a moment is back long before it asks again. A try costs about a kilobyte.
 */
function race(
  open: (options: Choice) => Duplex | null | undefined,
  stands: 'connect' | 'secureConnect',
  options: Choice,
  done: Done,
): void {
  const tries = new Set<Duplex>();
  let started = 0;
  /** tries whose name is still looked up: a dead line answers none, and a queue of questions would hold up everything else */
  let asking = 0;
  let lastError: Error | null = null;
  let isOver = false;
  const end = (error: Error | null, winner: Duplex | null): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(again);
    clearTimeout(limit);
    options.stops?.removeEventListener('abort', onAbort);
    for (const one of tries) if (one !== winner) one.destroy();
    done(error, winner as Duplex);
  };
  const onAbort = (): void => end(new Error('stopped'), null);
  const start = (): void => {
    if (started >= mostTries || asking > 0) return;
    const socket = open(options);
    if (!socket) return;
    started += 1;
    tries.add(socket);
    asking += 1;
    let isNamed = false;
    const named = (): void => {
      if (!isNamed) asking -= 1;
      isNamed = true;
    };
    if (isIP(options.host ?? '') !== 0) named();
    socket.once('lookup', named);
    socket.once(stands, () => end(null, socket));
    socket.on('error', (error: Error) => {
      named();
      lastError = error;
      tries.delete(socket);
      if (tries.size === 0 || isFinal(error)) end(error, null);
    });
  };
  const again = setInterval(start, againMs);
  const limit = setTimeout(
    () => end(lastError ?? Object.assign(new Error('idle'), { code: 'idle' }), null),
    patience * (options.timeout ?? usualIdleMs),
  );
  options.stops?.addEventListener('abort', onAbort);
  if (options.stops?.aborted) onAbort();
  else start();
}

/** What every try would meet: nobody is there, or whoever is there cannot prove who it is. */
function isFinal(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return code === 'ECONNREFUSED' || isAboutCertificate(code);
}

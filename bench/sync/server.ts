// The server's end of a link: `ours` is the real receiver behind a TLS end that hands on bytes as they come, `others` takes
// what the other ways send. Says "ready" when it listens; runs inside a namespace (links.ts).

import { mkdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { startReceiver } from '../../provincial-server/start-receiver.ts';
import { pouchServer, tusServer } from './rivals.ts';
import { type ServerWords, serverPort } from './words.ts';

const words = JSON.parse(process.argv[2] ?? '{}') as ServerWords;
const credentials = {
  key: readFileSync(words.tlsKey),
  cert: readFileSync(words.tlsCert),
  minVersion: 'TLSv1.3',
} as const;

async function serveOurs(): Promise<void> {
  const { url } = await startReceiver(
    {
      regionKeyFile: words.regionKey,
      setupFile: words.setupFile,
      dataFolder: words.data,
      port: 0,
      host: '127.0.0.1',
      databaseUrl: null,
      report: false,
      restored: false,
      takesUnenrolled: true,
    },
    () => undefined,
  );
  const port = Number(new URL(url).port);
  const front = createTls(credentials, (near) => {
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
    near.setNoDelay(true);
    far.setNoDelay(true);
  });
  front.listen(serverPort, '0.0.0.0', () => console.log('ready'));
}

async function serveOthers(): Promise<void> {
  mkdirSync(words.data, { recursive: true });
  const kept = await open(join(words.data, 'records.jsonl'), 'a');
  const tus = tusServer(words.rivals, words.data);
  const pouch = pouchServer(words.rivals);
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    // answered once it is on the disk, like ours
    await kept.appendFile(Buffer.concat(parts));
    await kept.datasync();
    response.end('{"kept":true}');
  };
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/tus')) return tus(request, response);
    if (path !== '/records') return pouch(request, response);
    take(request, response).catch(() => response.destroy());
  };
  createHttps(credentials, answer).listen(serverPort, '0.0.0.0', () => console.log('ready'));
}

await (words.kind === 'ours' ? serveOurs() : serveOthers());

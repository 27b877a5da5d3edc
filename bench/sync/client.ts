// The client's end of a link: sends all records one way and says how far it is, a line of JSON each time. Never gives up by
// itself; whoever started it ends it. Runs inside a namespace (links.ts).
import dns from 'node:dns';
import { Agent, request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { deskForSync } from '../../src-main/sync/desk-for-sync.ts';
import { createDeskProof } from '../../src-main/sync/desk-proof.ts';
import { createExchange } from '../../src-main/sync/exchange.ts';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { meetRegion } from '../../src-main/sync/meet-region.ts';
import { regainLost } from '../../src-main/sync/regain.ts';
import type { TestDesk } from '../../tests/make-desk.ts';
import { makeRunner } from '../../tests/sync/make-runner.ts';
import { openBenchDesk } from '../bench-desk.ts';
import { serverAddress } from './links.ts';
import { lineOf, type PlainRecord, readRecords } from './prepared-desk.ts';
import { loadPouch, tusUpload } from './rivals.ts';
import { type ClientLine, type ClientWords, serverName, serverPort } from './words.ts';

const words = JSON.parse(process.argv[2] ?? '{}') as ClientWords;
const url = `https://${serverName}:${serverPort}`;
const megabyte = 1024 * 1024;
/** a request on which nothing moves for so long is sent again; the usual limit of five minutes would finish nothing here */
const idleMs = 20_000;
const againMs = 500;

let begun = performance.now();
const say = (done: number, ended = false) => {
  const line: ClientLine = { done, ms: Math.round(performance.now() - begun), ended };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

leadOverTheLink();
await (words.way === 'ours' ? sendOurs() : sendOtherwise());
process.exit(0);

/** Names lead to the far end of the link. */
function leadOverTheLink(): void {
  const lookup = (_name: string, choice: unknown, done: (...answer: unknown[]) => void) => {
    const isForAll = typeof choice === 'object' && choice !== null && 'all' in choice && choice.all === true;
    if (isForAll) done(null, [{ address: serverAddress, family: 4 }]);
    else done(null, serverAddress, 4);
  };
  Object.assign(dns, { lookup });
}

/** The desk itself: its encrypted file, its outbox, its engine, its own pauses between runs. */
async function sendOurs(): Promise<void> {
  const desk = await openBenchDesk(words.profile);
  await desk.as('review1');
  await becomeKnown(desk);
  const held = desk.db().client.prepare('SELECT count(*) FROM receipt').pluck();
  const waiting = desk.db().client.prepare("SELECT count(*) FROM outbox WHERE state = 'waiting'").pluck();
  begun = performance.now();
  const runner = makeRunner(desk, url, { automatic: true });
  // done is when the last receipt is kept, as with the others: the goodbyes of the run are not waited for
  const run = runner.push().then(({ trouble }) => trouble && console.error(trouble));
  for (let told = -1; waiting.get() !== 0; await pause(20)) {
    const done = Number(held.get());
    if (done !== told) say(done);
    told = done;
  }
  say(Number(held.get()), true);
  await run;
}

/** What a desk does once in its life, before anything is timed: it enrols, and asks what a copied file may have lost. */
async function becomeKnown(desk: TestDesk): Promise<void> {
  const { ids, appVersion } = desk.desk.gate.options;
  const open = deskForSync({ db: desk.db(), clock: desk.clock, ids, appVersion });
  const { call, close } = createHttpCall();
  const { regionPublicKey } = readInstallation(open.db);
  const { signal } = new AbortController();
  for (let isKnown = false; !isKnown; await pause(againMs)) {
    const exchange = createExchange({
      receiverUrl: url,
      regionPublicKey,
      call,
      signal,
      proof: createDeskProof(open.db),
    });
    const hello = await meetRegion(open, exchange, () => exchange.hello(ids.uuid()));
    isKnown = hello.ok && (await regainLost(open, exchange, hello.value, () => undefined)).ok;
  }
  close();
}

async function sendOtherwise(): Promise<void> {
  const records = readRecords(words.recordsFile);
  begun = performance.now();
  if (words.way === 'pouch') await replicate(records);
  else if (words.way === 'tus') await upload(records);
  else if (words.way === 'batch') await postAll(inMegabytes(records), 1);
  else {
    const lots = records.map((record) => ({ records: 1, text: `${lineOf(record)}\n` }));
    await postAll(lots, words.way === 'six' ? 6 : 1);
  }
  say(records.length, true);
}

type Lot = { readonly records: number; readonly text: string };

/** Whole records up to a megabyte of JSON. */
function inMegabytes(records: readonly PlainRecord[]): readonly Lot[] {
  const lots: { records: number; text: string }[] = [];
  for (const record of records) {
    const line = `${lineOf(record)}\n`;
    const last = lots.at(-1);
    if (last && last.text.length + line.length <= megabyte)
      Object.assign(last, { records: last.records + 1, text: last.text + line });
    else lots.push({ records: 1, text: line });
  }
  return lots;
}

async function postAll(lots: readonly Lot[], connections: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let [next, done] = [0, 0];
  const work = async () => {
    for (let lot = lots[next++]; lot; lot = lots[next++]) {
      while (!(await post(agent, lot.text))) await pause(againMs);
      done += lot.records;
      say(done);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
}

/** True once the server has answered that it is on the disk. */
function post(agent: Agent, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const asked = request(`${url}/records`, { method: 'POST', agent, headers, timeout: idleMs }, (answer) => {
      answer.on('error', () => resolve(false));
      answer.on('close', () => resolve(answer.complete && answer.statusCode === 200));
      answer.resume();
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.end(text);
  });
}

/** PouchDB's replication as it comes, started again whenever it gives up. */
async function replicate(records: readonly PlainRecord[]): Promise<void> {
  const Pouch = loadPouch(words.rivals);
  const [near, far] = [new Pouch('near'), new Pouch(`${url}/far`)];
  await near.bulkDocs(
    records.map(({ id, body, photo }) => ({
      _id: id,
      body,
      _attachments: { photo: { content_type: 'image/jpeg', data: photo.toString('base64') } },
    })),
  );
  begun = performance.now();
  let before = 0;
  for (;;) {
    let written = 0;
    const running = near.replicate.to(far);
    running.on('change', (change) => {
      written = change.docs_written;
      say(before + written);
    });
    try {
      await running;
      return;
    } catch {
      before += written;
      await pause(againMs);
    }
  }
}

/** Everything as one file in steps of a megabyte; the server says how far it is after each fault. */
function upload(records: readonly PlainRecord[]): Promise<void> {
  const parts = records.flatMap(({ body, photo }) => [Buffer.from(body), photo]);
  const bytes = Buffer.concat(parts);
  const Upload = tusUpload(words.rivals);
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      endpoint: `${url}/tus`,
      chunkSize: megabyte,
      retryDelays: Array.from({ length: 500 }, () => againMs),
      onProgress: () => undefined,
      onChunkComplete: (_size, accepted) => say((records.length * accepted) / bytes.length),
      onSuccess: resolve,
      onError: reject,
    }).start();
  });
}

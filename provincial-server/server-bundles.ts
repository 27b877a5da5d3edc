import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { bundleQuery, PARCEL_MEDIA_TYPE, parcelLimits } from '#shared/wire/parcel.ts';
import type { ParcelFault } from '../parcel/fault.ts';
import { fileSource } from '../parcel/source.ts';
import type { Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { admitted } from './admitted.ts';
import { type Answer, answerLines } from './answer-lines.ts';
import { photoOf } from './answer-lost.ts';
import { sendProblem } from './answers.ts';
import { type DeskDoor, knownSender } from './desk-door.ts';
import type { Log } from './log.ts';
import { takeParcel } from './take-parcel.ts';
import { writeAnswer } from './write-answer.ts';

type BundlePlace = {
  readonly adminToken: string;
  /** where a parcel lies, sealed, while it is taken in */
  readonly dataFolder: string;
};

/** So many parcels at once lie in the data folder; a season of a county is a few hundred megabytes. */
const mostAtOnce = 2;

const problemOf = {
  notAParcel: 'bad-frame',
  tooLarge: 'too-large',
  damaged: 'hash-mismatch',
  version: 'version',
  suite: 'version',
  forged: 'hash-mismatch',
  wrongKind: 'bad-frame',
  wrongRecipient: 'bad-frame',
  wrongOffice: 'wrong-office',
  wrongDesk: 'bad-frame',
  unknownSigner: 'not-enrolled',
  wrongDuty: 'bad-frame',
  lostDesk: 'bad-frame',
  otherSchema: 'bad-frame',
  notForUs: 'bad-frame',
  content: 'bad-frame',
} as const satisfies Record<ParcelFault, string>;

/**
 * A desk's parcel over the network: whoever carries the stick sends the file as it lies there, an enrolled desk or the region's
 * staff. It is judged as from the command line, and what comes back is the sealed answer; sent twice, it brings the same receipts.
 */
export function addBundles(
  server: FastifyInstance,
  receiver: Receiver,
  log: Log,
  { adminToken, dataFolder }: BundlePlace,
  door: DeskDoor,
): void {
  let underWay = 0;
  server.addContentTypeParser(PARCEL_MEDIA_TYPE, (_request, body, done) => done(null, body));
  server.post('/v2/bundles', { bodyLimit: parcelLimits.fileBytes }, async (request, reply) => {
    const body = request.body as IncomingMessage | undefined;
    const asked = bundleQuery.safeParse(request.query);
    if (!body || typeof body.pipe !== 'function' || !asked.success)
      return sendProblem(reply, 'bad-frame', 'send one parcel, and ?part=<n> for a further answer to it');
    if (!carriesToken(request.headers.authorization, adminToken) && !(await admitted(door, request, reply)))
      return reply;
    if (Number(request.headers['content-length'] ?? 0) > parcelLimits.fileBytes)
      return sendProblem(reply, 'too-large', 'the parcel is too large', { limit: parcelLimits.fileBytes });
    if (underWay >= mostAtOnce) return sendProblem(reply, 'busy', 'other parcels are being taken in');
    underWay += 1;
    const place = path.join(dataFolder, `incoming-${randomUUID()}.kaoji-parcel`);
    try {
      return await takeIn(receiver, log, { body, place, reply, part: asked.data.part });
    } finally {
      underWay -= 1;
      await rm(place, { force: true });
    }
  });
}

type Incoming = {
  readonly body: IncomingMessage;
  readonly place: string;
  readonly reply: FastifyReply;
  /** which of the answers is asked for, from 1 */
  readonly part: number;
};

async function takeIn(receiver: Receiver, log: Log, { body, place, reply, part }: Incoming): Promise<FastifyReply> {
  const { db, key, now } = receiver;
  const handle = await open(place, 'wx+', 0o600);
  try {
    const bytes = await keep(body, handle);
    if (bytes === null) {
      log({ at: now(), what: 'bundle', code: 'too-large' });
      return await sendProblem(reply, 'too-large', 'the parcel is too large', { limit: parcelLimits.fileBytes });
    }
    const taken = await takeParcel(receiver, await fileSource(handle), ({ deviceId }) =>
      knownSender(db, deviceId, now()),
    );
    if ('fault' in taken) {
      log({ at: now(), what: 'bundle', bytes, code: taken.fault });
      return await sendProblem(reply, problemOf[taken.fault], `parcel refused: ${taken.fault}`);
    }
    log({ at: now(), what: 'bundle', bytes, count: taken.answers.length });
    if (taken.header.replyTo === null)
      return await sendProblem(reply, 'bad-frame', 'the parcel names nobody to answer');
    const answer = `${place}.answer`;
    const { told, isLast } = await partOf(answerLines(receiver, [taken]), part);
    if (!told) return await sendProblem(reply, 'not-found', 'the answer has fewer parts');
    await writeAnswer(answer, key, taken, told.lines, (message) => photoOf(receiver.blobs, message));
    if (!isLast) reply.header('kaoji-next-part', String(part + 1));
    const stream = createReadStream(answer);
    stream.on('close', () => void rm(answer, { force: true }));
    return await reply.type(PARCEL_MEDIA_TYPE).header('cache-control', 'no-store').send(stream);
  } finally {
    await handle.close();
  }
}

/** One of the answers, and whether it is the last. */
async function partOf(answers: AsyncGenerator<Answer>, part: number) {
  let told: Answer | null = null;
  let at = 0;
  for await (const answer of answers) {
    at += 1;
    if (at > part) return { told, isLast: false };
    told = at === part ? answer : null;
  }
  return { told, isLast: true };
}

/** Writes the body down as it comes, flushed at its end; null = more than a parcel may be, and the rest is not read. */
async function keep(body: IncomingMessage, handle: FileHandle): Promise<number | null> {
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > parcelLimits.fileBytes) return null;
    await handle.write(piece);
  }
  await handle.sync();
  return bytes;
}

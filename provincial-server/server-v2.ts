import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import {
  ACK_MEDIA_TYPE,
  type AckLine,
  type HaveAnswerV2,
  haveRequestV2,
  PUSH_MEDIA_TYPE,
} from '#shared/wire/push-v2.ts';
import { admitted } from './admitted.ts';
import { errorCode, problemOfError, sendProblem } from './answers.ts';
import { withChangeFiles } from './change-files.ts';
import type { DeskDoor } from './desk-door.ts';
import { createIntake } from './intake.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { takeStream } from './push-stream.ts';
import { loadMessages } from './store/message.ts';
import { loadStaged } from './store/staged-message.ts';
import { loadChanges } from './store/told-change.ts';
import { loadUndecided } from './store/undecided-message.ts';
import { createDeskIntake } from './undecided-intake.ts';

/** Version 2 (docs/sync-protocol.md): streams of frames that are answered while they arrive, and `have` for photos too. */
export function addVersion2(
  server: FastifyInstance,
  receiver: Parameters<typeof createIntake>[0],
  log: Log,
  metrics: Metrics,
  door: DeskDoor,
): void {
  const intake = createIntake(receiver);
  server.addHook('onReady', () => intake.begin());
  let isStopping = false;
  const open = new Set<() => void>();
  server.addHook('preClose', async () => {
    isStopping = true;
    for (const stop of open) stop();
  });
  server.addContentTypeParser(PUSH_MEDIA_TYPE, (_request, body, done) => done(null, body));

  server.put('/v2/push', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
    const body = request.body as IncomingMessage | undefined;
    if (!body || typeof body.pipe !== 'function') return sendProblem(reply, 'bad-frame', 'send frames');
    const sender = await admitted(door, request, reply);
    if (!sender) return reply;
    reply.hijack();
    const answer = reply.raw;
    answer.writeHead(200, { 'content-type': ACK_MEDIA_TYPE, 'cache-control': 'no-store' });
    answer.flushHeaders();
    answer.on('error', () => undefined); // a cut line shows in the body too
    const started = performance.now();
    let stop = (): void => undefined;
    const stopped = new Promise<'stopped'>((resolve) => {
      stop = () => resolve('stopped');
    });
    open.add(stop);
    metrics.count('kaoji_streams_open', 'opened');
    const records = sender.kind === 'desk' ? createDeskIntake(receiver, intake, sender.desk.deviceId) : intake;
    const taking = withChangeFiles(receiver, records);
    const end = await takeStream(receiver, taking, {
      sender,
      body,
      write(line) {
        const said = saidIn(line);
        if (said !== null) metrics.count('kaoji_answers_total', said);
        writeLine(answer, line);
      },
      isStopping: () => isStopping,
      stopped,
      codeOf(error) {
        log({ at: receiver.now(), what: 'error', code: errorCode(error) || 'unknown' });
        return problemOfError(error);
      },
    });
    open.delete(stop);
    metrics.count('kaoji_streams_open', 'closed');
    const ms = Math.round(performance.now() - started);
    log({ at: receiver.now(), what: 'stream', bytes: end.bytes, ms, ...(end.code !== null && { code: end.code }) });
    // what is still coming is not read: the connection goes, once the last line is out
    answer.end(() => {
      if (end.code !== null) body.destroy();
    });
  });

  server.post('/v2/have', { bodyLimit: 64 * 1024 }, async (request, reply) => {
    const asked = haveRequestV2.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"ids": [message ids], "photos": [hashes]}');
    const sender = await admitted(door, request, reply);
    if (!sender) return reply;
    const { ids, photos } = asked.data;
    const judged = await loadMessages(receiver.db, ids);
    // a text is there only for the intake that will take its photo: the other one does not want it
    const isOver = sender.kind === 'desk' && sender.standing !== 'enrolled';
    const staged = isOver ? [] : await loadStaged(receiver.db, ids);
    const finished = (await intake.finish(staged)).map(({ o, receipt }) => ({ messageId: o, receipt }));
    const held = [...judged.map(({ messageId, receipt }) => ({ messageId, receipt })), ...finished];
    const text: { readonly messageId: string }[] = [...staged];
    const undecided: string[] = [];
    for (const one of await loadUndecided(receiver.db, ids)) {
      if (one.photoSha256 === null || (await receiver.blobs.has(one.photoSha256))) undecided.push(one.messageId);
      else if (isOver) text.push(one);
    }
    const changes = await loadChanges(receiver.db, ids);
    const parked = changes
      .filter((one) => one.state === 'parked' && one.waitsFor !== 'file')
      .map((one) => one.messageId);
    for (const one of changes.filter(({ waitsFor }) => waitsFor === 'file')) {
      // whole by another way meanwhile: its text once more, and it is judged
      if (one.fileSha256 !== null && !(await receiver.blobs.has(one.fileSha256))) text.push(one);
    }
    // a desk that is enrolled again sends what people had not decided: it is judged as ever
    if (isOver) undecided.push(...changes.filter((one) => one.state === 'undecided').map((one) => one.messageId));
    const receipts = [...held, ...changes].flatMap(({ messageId, receipt }) =>
      receipt ? [{ messageId, receipt }] : [],
    );
    const known = new Set([...receipts, ...text].map((one) => one.messageId).concat(undecided, parked));
    const settled = new Set(receipts.map((one) => one.messageId));
    const answer: HaveAnswerV2 = {
      v: 2,
      held: receipts,
      text: text.map((one) => one.messageId).filter((id) => !settled.has(id)),
      undecided: undecided.filter((id) => !settled.has(id)),
      parked,
      missing: ids.filter((id) => !known.has(id)),
      photos: await Promise.all(photos.map(async (sha256) => ({ sha256, bytes: await receiver.blobs.held(sha256) }))),
    };
    return reply.send(answer);
  });
}

/** How a line about a message or photo is counted; null for signs of life and ends. */
function saidIn(line: AckLine): string | null {
  if ('receipt' in line) return line.repeated ? 'repeated' : 'receipt';
  if ('bad' in line) return line.bad;
  if ('s' in line) return line.s;
  return 'n' in line ? 'photo' : null;
}

function writeLine(answer: ServerResponse, line: AckLine): void {
  if (!answer.writableEnded && !answer.destroyed) answer.write(`${JSON.stringify(line)}\n`);
}

import { createHash } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { buildHelloBody, buildToldHere, helloRequest } from '#shared/wire/hello.ts';
import {
  CHANGES_VERSION,
  type HaveAnswer,
  haveRequest,
  RECORD_MEDIA_TYPE,
  type RecordAnswer,
  recordLimits,
} from '#shared/wire/push.ts';
import { acceptRecord, type Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { admitted } from './admitted.ts';
import { errorCode, problemOfError, sendProblem } from './answers.ts';
import { createAwaitedPhotos } from './awaited-photos.ts';
import { createDeskDoor } from './desk-door.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { loopback } from './options.ts';
import { readReport } from './read-report.ts';
import { addBatches } from './server-batches.ts';
import { addBundles } from './server-bundles.ts';
import { addCertificates } from './server-certificates.ts';
import { addChanges } from './server-changes.ts';
import { addDesks } from './server-desks.ts';
import { addNotices } from './server-notices.ts';
import { addRegain } from './server-regain.ts';
import { addVersion2 } from './server-v2.ts';
import { addWatch } from './server-watch.ts';
import { loadMessages } from './store/message.ts';
import { toldBy } from './store/regain-change.ts';
import { countWantedPhotos } from './store/wanted-photo.ts';

const frameLimit = recordLimits.envelope + recordLimits.body + recordLimits.photo + 64;

export type ServerChoice = {
  readonly report: boolean;
  readonly adminToken: string;
  readonly dataFolder: string;
  /** it listens on this machine only: a browser that was led here by another name is sent away */
  readonly isLocal: boolean;
  /** also desks that are not enrolled: for trials on this machine */
  readonly takesUnenrolled: boolean;
  /** the office that may use the printed code of the demo county; null where this is in earnest */
  readonly demoOffice: string | null;
  /** the region's own people only: what it had issued is not all here again */
  readonly staffOnly: boolean;
};

/** Says nothing about records that came, or may be missing: whoever watches the receiver asks it at any time. */
const watched = ['/v2/health', '/v2/metrics'];

/** The HTTP face of the receiver (docs/sync-protocol.md). Not listening yet: the caller decides where. */
export function buildServer(opened: Receiver, plainLog: Log, choice: ServerChoice): FastifyInstance {
  const receiver = { ...opened, awaited: createAwaitedPhotos() };
  const metrics = createMetrics();
  const log = metrics.counting(plainLog);
  const server = fastify({ logger: false, bodyLimit: frameLimit, requestTimeout: 0, connectionTimeout: 60_000 });
  const door = createDeskDoor(receiver.db, receiver.key, receiver.now, choice.takesUnenrolled);
  // what a desk signs of a request is over the bytes of its body
  server.decorateRequest('bodySha256', null);
  server.addContentTypeParser(RECORD_MEDIA_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
    request.bodySha256 = sha256(body);
    done(null, body);
  });
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.bodySha256 = sha256(body);
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error('not JSON'), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' }));
    }
  });
  // a web page that points a name of its own at this machine must not reach the receiver through the browser
  server.addHook('onRequest', async (request, reply) => {
    if (choice.isLocal && !isLoopback(request.headers.host))
      return sendProblem(reply, 'not-found', 'only this machine is answered');
    // whatever is answered now without what was issued since the backup is answered for good
    // a parcel is a desk's, whoever brings it
    const isStaff =
      carriesToken(request.headers.authorization, choice.adminToken) && request.routeOptions.url !== '/v2/bundles';
    if (choice.staffOnly && !isStaff && !watched.includes(request.routeOptions.url ?? ''))
      return sendProblem(reply, 'busy', 'put back from a backup: not open for desks yet');
  });

  server.post('/v1/hello', async (request, reply) => {
    const asked = helloRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"nonce": a uuid}');
    const desk = asked.data.desk && (await door.greet(asked.data.desk, asked.data.nonce));
    if (desk === null) return sendProblem(reply, 'bad-frame', 'the statement of the desk is not for this nonce');
    const { body, photo, haveIds } = recordLimits;
    const limits = { body, photo, haveIds };
    const text = buildHelloBody({
      nonce: asked.data.nonce,
      time: receiver.now(),
      versions: [1, 2, CHANGES_VERSION],
      suites: [1],
      limits,
      desk,
    });
    const held = asked.data.desk && desk?.challenge ? await toldBy(receiver.db, asked.data.desk.body) : null;
    const told = held && receiver.key.signText(buildToldHere({ nonce: asked.data.nonce, ...held }));
    const isAsked = desk?.standing === 'enrolled' && told !== null && receiver.blobs.condition().lost > 0;
    const lostPhotos = isAsked ? await countWantedPhotos(receiver.db, asked.data.desk?.body ?? '') : 0;
    return reply.send({
      v: 1,
      hello: receiver.key.signText(text),
      ...(told && { told }),
      ...(lostPhotos > 0 && { lostPhotos }),
    });
  });

  server.post('/v1/records', async (request, reply) => {
    const started = performance.now();
    if (!Buffer.isBuffer(request.body)) return sendProblem(reply, 'bad-frame', 'send one record frame');
    const sender = await admitted(door, request, reply);
    if (!sender) return reply;
    const accepted = await acceptRecord(receiver, request.body, sender);
    const ms = Math.round(performance.now() - started);
    const line = { at: receiver.now(), what: 'record', bytes: request.body.length, ms };
    if (accepted.kind === 'problem') {
      log({ ...line, code: accepted.code });
      const supported = accepted.code === 'version' ? { supported: [1] } : {};
      return sendProblem(reply, accepted.code, accepted.title, supported);
    }
    log({ ...line, messageId: accepted.messageId, outcome: accepted.outcome });
    const answer: RecordAnswer = { v: 1, receipt: accepted.receipt, repeated: accepted.outcome === 'repeated' };
    return reply.send(answer);
  });

  server.post('/v1/have', async (request, reply) => {
    const asked = haveRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"ids": [message ids]}');
    if (!(await admitted(door, request, reply))) return reply;
    const known = await loadMessages(receiver.db, asked.data.ids);
    const held = known.map(({ messageId, receipt }) => ({ messageId, receipt }));
    const ids = new Set(held.map((one) => one.messageId));
    const answer: HaveAnswer = { v: 1, held, missing: asked.data.ids.filter((id) => !ids.has(id)) };
    return reply.send(answer);
  });

  addVersion2(server, receiver, log, metrics, door);
  addNotices(server, receiver, log, choice.adminToken, door);
  addBundles(server, receiver, log, choice, door);
  addDesks(server, receiver, log, choice, door);
  addRegain(server, receiver, log, door);
  addBatches(server, receiver, log, choice.adminToken, door);
  addChanges(server, receiver, log, choice.adminToken);
  addCertificates(server, receiver, log, choice.adminToken);
  addWatch(server, receiver, metrics);

  // for tests and the office's own comparison: it names records, so it is there only when asked for
  if (choice.report) server.get('/v1/report', async () => readReport(receiver.db));

  server.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found', 'no such address'));
  server.setErrorHandler((error, _request, reply) => answerError(error, reply, receiver, log));
  return server;
}

function isLoopback(host: string | undefined): boolean {
  const name = /^(\[[^\]]+\]|[^:]+)(:\d+)?$/u.exec(host ?? '')?.[1] ?? '';
  return loopback.includes(name.replace(/^\[|\]$/gu, '').toLowerCase());
}

async function answerError(error: unknown, reply: import('fastify').FastifyReply, receiver: Receiver, log: Log) {
  const code = errorCode(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return sendProblem(reply, 'too-large', 'record is too large', { limit: frameLimit });
  }
  if (code.startsWith('FST_ERR_CTP')) return sendProblem(reply, 'bad-frame', 'content type is not known here');
  // the message may quote row content, so only its code is written down
  log({ at: receiver.now(), what: 'error', code: code || 'unknown' });
  const problem = problemOfError(error);
  return sendProblem(reply, problem, titles[problem]);
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const titles = {
  storage: 'disk is full',
  busy: 'database is not reachable',
  broken: 'the receiver could not finish; nothing was changed',
} as const;

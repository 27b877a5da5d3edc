import type { FastifyInstance } from 'fastify';
import { type BatchesAnswer, batchesRequest, batchListQuery } from '#shared/wire/batches-v2.ts';
import type { Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { admitted } from './admitted.ts';
import { keepManifest, standingsOf } from './answer-batches.ts';
import { sendProblem } from './answers.ts';
import type { DeskDoor } from './desk-door.ts';
import type { Log } from './log.ts';
import { readBatches } from './read-batches.ts';

const requestLimit = 1024 * 1024;

/** Batches: desks show their manifests and hear what is here of them; the region's people see every one. */
export function addBatches(
  server: FastifyInstance,
  receiver: Receiver,
  log: Log,
  adminToken: string,
  door: DeskDoor,
): void {
  server.post('/v2/batches', { bodyLimit: requestLimit }, async (request, reply) => {
    const asked = batchesRequest.safeParse(request.body);
    if (!asked.success)
      return sendProblem(reply, 'bad-frame', 'send {"manifest": a signed text or null, "ask": [ids]}');
    const sender = await admitted(door, request, reply);
    if (!sender) return reply;
    // a manifest is evidence only where the desk's key is known, also on a receiver for trials
    if (sender.kind !== 'desk') return sendProblem(reply, 'not-enrolled', 'only an enrolled desk shows batches');
    if (sender.standing !== 'enrolled') return sendProblem(reply, 'revoked', 'the enrolment of this desk is over');
    const { manifest, ask } = asked.data;
    const fault = manifest && (await keepManifest(receiver, sender.desk, manifest));
    if (manifest)
      log({ at: receiver.now(), what: 'batch', bytes: manifest.body.length, ...(fault && { code: fault }) });
    if (fault) return sendProblem(reply, fault, 'this manifest was not taken; nothing was changed');
    const { standings, unknown } = await standingsOf(receiver, sender.desk, ask);
    const answer: BatchesAnswer = { v: 2, standings: [...standings], unknown: [...unknown] };
    return reply.send(answer);
  });

  server.get('/v2/batches', async (request, reply) => {
    if (!carriesToken(request.headers.authorization, adminToken))
      return sendProblem(reply, 'not-found', 'no such address');
    const asked = batchListQuery.safeParse(request.query);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'ask ?office=&device=&batch=&open=&limit=');
    return reply.send(await readBatches(receiver.db, asked.data));
  });
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { lostPhotosLimit, lostPhotosRequest } from '#shared/wire/lost-photos-v2.ts';
import { photoQuery, regainMessagesRequest, regainRequest } from '#shared/wire/regain-v2.ts';
import type { Receiver } from './accept-record.ts';
import { admitted } from './admitted.ts';
import { sendProblem } from './answers.ts';
import type { DeskDoor } from './desk-door.ts';
import type { Log } from './log.ts';
import { carriedPhoto } from './store/carried-record.ts';
import { deskMessageIds, deskMessages, sentPhoto } from './store/regain.ts';
import { deskChangeIds, deskChanges, sentPage } from './store/regain-change.ts';
import { wantedPhotos } from './store/wanted-photo.ts';

/**
 * What a desk gets back whose file was put back: records, changes, photos and pages that it once sent. And the other way round:
 * which of its photos the region has lost, and wants again.
 */
export function addRegain(server: FastifyInstance, receiver: Receiver, log: Log, door: DeskDoor): void {
  const { db, now } = receiver;
  const enrolledDesk = async (request: FastifyRequest, reply: FastifyReply) => {
    const sender = await admitted(door, request, reply);
    if (!sender) return null;
    if (sender.kind === 'desk' && sender.standing === 'enrolled') return sender.desk;
    if (sender.kind === 'desk') await sendProblem(reply, 'revoked', 'the enrolment of this desk is over');
    else await sendProblem(reply, 'not-enrolled', 'this desk is not enrolled');
    return null;
  };
  const sendIds = async (request: FastifyRequest, reply: FastifyReply, idsOf: typeof deskMessageIds) => {
    const asked = regainRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"after": message id or null}');
    const desk = await enrolledDesk(request, reply);
    if (!desk) return reply;
    const { after, limit } = asked.data;
    const ids = await idsOf(db, desk.deviceId, after, limit + 1);
    return reply.send({ v: 2, ids: ids.slice(0, limit), more: ids.length > limit });
  };
  server.post('/v2/regain', (request, reply) => sendIds(request, reply, deskMessageIds));
  server.post('/v2/regain-changes', (request, reply) => sendIds(request, reply, deskChangeIds));

  server.post('/v2/messages', async (request, reply) => {
    const asked = regainMessagesRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"ids": [message ids]}');
    const desk = await enrolledDesk(request, reply);
    if (!desk) return reply;
    const messages = await deskMessages(db, desk.deviceId, asked.data.ids);
    log({ at: now(), what: 'regain', count: messages.length });
    return reply.send({ v: 2, messages });
  });

  server.post('/v2/told-changes', async (request, reply) => {
    const asked = regainMessagesRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"ids": [message ids]}');
    const desk = await enrolledDesk(request, reply);
    if (!desk) return reply;
    const changes = await deskChanges(db, desk.deviceId, asked.data.ids);
    log({ at: now(), what: 'regain changes', count: changes.length });
    return reply.send({ v: 2, changes });
  });

  server.post('/v2/lost-photos', async (request, reply) => {
    const asked = lostPhotosRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"after": a hash or null}');
    const desk = await enrolledDesk(request, reply);
    if (!desk) return reply;
    const photos = await wantedPhotos(db, desk.deviceId, asked.data.after, lostPhotosLimit + 1);
    return reply.send({ v: 2, photos: photos.slice(0, lostPhotosLimit), more: photos.length > lostPhotosLimit });
  });

  server.get('/v2/photo', async (request, reply) => {
    const asked = photoQuery.safeParse(request.query);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'ask ?sha256=<hex>');
    const sender = await admitted(door, request, reply);
    if (!sender) return reply;
    if (sender.kind !== 'desk' || sender.standing !== 'enrolled')
      return sendProblem(reply, 'not-enrolled', 'only an enrolled desk gets a photo back');
    const { sha256 } = asked.data;
    const { deviceId, officeId } = sender.desk;
    const isTheirs =
      (await sentPhoto(db, deviceId, sha256)) ||
      (await carriedPhoto(db, officeId, sha256)) ||
      (await sentPage(db, deviceId, sha256));
    const photo = isTheirs ? await receiver.blobs.get(sha256) : null;
    if (!photo)
      return sendProblem(reply, 'not-found', 'this desk never sent such a photo, nor was it given to its office');
    return reply.type('image/jpeg').header('cache-control', 'no-store').send(Buffer.from(photo));
  });
}

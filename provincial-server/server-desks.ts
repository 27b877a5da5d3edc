import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DeskActAnswer, type DeskList, deskActRequest } from '#shared/wire/desks-v2.ts';
import { enrolRequest } from '#shared/wire/enrolment.ts';
import type { Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { admitted } from './admitted.ts';
import { sendProblem } from './answers.ts';
import { DeskActFault, performDeskAct, provenRequest } from './desk-acts.ts';
import { type DeskDoor, termStanding } from './desk-door.ts';
import { createCodeEnrolment } from './enrol-by-code.ts';
import type { Log } from './log.ts';
import { renewDesk } from './renew-desk.ts';
import type { ServerChoice } from './server.ts';
import { listIncarnations } from './store/desk-incarnation.ts';
import { listEnrolledDesks } from './store/enrolled-desk.ts';
import { countStaged } from './store/staged-message.ts';
import { countUndecidedChanges, countWithoutPicture } from './store/told-change.ts';
import { countUndecided } from './store/undecided-message.ts';

/** How desks become known, stay known and stop being known. */
export function addDesks(
  server: FastifyInstance,
  receiver: Receiver,
  log: Log,
  { adminToken, demoOffice }: Pick<ServerChoice, 'adminToken' | 'demoOffice'>,
  door: DeskDoor,
): void {
  const { db, key, now } = receiver;
  const enrolByCode = createCodeEnrolment(receiver, demoOffice);
  const isStaff = (request: FastifyRequest) => carriesToken(request.headers.authorization, adminToken);

  server.post('/v2/enrol', async (request, reply) => {
    const asked = enrolRequest.safeParse(request.body);
    const proven = asked.success ? provenRequest(asked.data.request) : null;
    if (!asked.success || !proven) return sendProblem(reply, 'bad-frame', 'send a signed request and a code');
    const enrolled = await enrolByCode(proven, asked.data.code, request.ip);
    log({ at: now(), what: 'enrol', ...('code' in enrolled && { code: enrolled.code }) });
    if ('code' in enrolled)
      return sendProblem(reply, enrolled.code, enrolled.title, {}, enrolled.retryAfterSeconds ?? null);
    return reply.send({ v: 2, certificate: enrolled.certificate });
  });

  server.post('/v2/renew', async (request, reply) => {
    const sender = await admitted(door, request, reply);
    if (!sender) return reply;
    if (sender.kind !== 'desk') return sendProblem(reply, 'not-enrolled', 'this desk is not enrolled');
    const { deviceId } = sender.desk;
    try {
      const certificate = await db.transaction((connection) => renewDesk(connection, key, deviceId, now()));
      log({ at: now(), what: 'renew' });
      return await reply.send({ v: 2, certificate });
    } catch (error) {
      if (error instanceof DeskActFault)
        return sendProblem(reply, error.problem, 'the enrolment of this desk is over: people enrol it anew');
      throw error;
    }
  });

  server.post('/v2/desks', async (request, reply) => {
    // whoever does not know the word learns nothing about this address
    if (!isStaff(request)) return sendProblem(reply, 'not-found', 'no such address');
    const asked = deskActRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"act": {"act": "code", …}}');
    try {
      const answer: DeskActAnswer = await performDeskAct(receiver, asked.data.act);
      log({ at: now(), what: 'desk act', count: answer.settled });
      return await reply.send(answer);
    } catch (error) {
      if (error instanceof DeskActFault) return sendProblem(reply, 'bad-frame', error.message);
      throw error;
    }
  });

  server.get('/v2/desks', async (request, reply) => {
    if (!isStaff(request)) return sendProblem(reply, 'not-found', 'no such address');
    return reply.send(await readDesks(receiver));
  });
}

/** Every desk with its openings and what waits of it. */
export async function readDesks({ db, now }: Pick<Receiver, 'db' | 'now'>): Promise<DeskList> {
  const [desks, incarnations, undecided, changes, staged, pages] = [
    await listEnrolledDesks(db),
    await listIncarnations(db, null),
    await countUndecided(db),
    await countUndecidedChanges(db),
    await countStaged(db),
    await countWithoutPicture(db),
  ];
  return {
    v: 2,
    desks: desks.map((desk) => ({
      deviceId: desk.deviceId,
      officeId: desk.officeId,
      deskName: desk.deskName,
      standing: termStanding(desk, now()),
      validFrom: desk.validFrom,
      validUntil: desk.validUntil,
      enrolledBy: desk.enrolledBy,
      revokedBy: desk.revokedBy,
      revokeReason: desk.revokeReason,
      undecided: (undecided.get(desk.deviceId) ?? 0) + (changes.get(desk.deviceId) ?? 0),
      waiting: staged.get(desk.deviceId)?.count ?? 0,
      waitingSince: staged.get(desk.deviceId)?.since ?? null,
      pages: pages.get(desk.deviceId)?.count ?? 0,
      pagesSince: pages.get(desk.deviceId)?.since ?? null,
      incarnations: incarnations
        .filter((one) => one.deviceId === desk.deviceId)
        .map(({ deviceId: _device, ...rest }) => rest),
    })),
  };
}

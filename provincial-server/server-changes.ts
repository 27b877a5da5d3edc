import type { FastifyInstance } from 'fastify';
import { changeQuery, changesQuery, evidencePageQuery, evidenceQuery } from '#shared/wire/changes-v2.ts';
import type { Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { sendProblem } from './answers.ts';
import type { Log } from './log.ts';
import { findToldChange, listEvidence, listToldChanges } from './store/told-list.ts';

/** What came beside the records, for the region's staff: a list, and one of them whole. */
export function addChanges(
  server: FastifyInstance,
  { db, blobs, now }: Pick<Receiver, 'db' | 'blobs' | 'now'>,
  log: Log,
  adminToken: string,
): void {
  server.get('/v2/changes', async (request, reply) => {
    // whoever does not know the word learns nothing about this address
    if (!carriesToken(request.headers.authorization, adminToken))
      return sendProblem(reply, 'not-found', 'no such address');
    const asked = changesQuery.safeParse(request.query);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'ask ?office=&candidacy=&kind=&state=&after=&limit=');
    const answer = await listToldChanges(db, asked.data);
    log({ at: now(), what: 'changes', count: answer.changes.length });
    return reply.header('cache-control', 'no-store').send(answer);
  });

  server.get('/v2/change', async (request, reply) => {
    if (!carriesToken(request.headers.authorization, adminToken))
      return sendProblem(reply, 'not-found', 'no such address');
    const asked = changeQuery.safeParse(request.query);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'ask ?id=<message id>');
    const found = await findToldChange(db, asked.data.id);
    log({ at: now(), what: 'change' });
    if (!found) return sendProblem(reply, 'not-found', 'no such change');
    return reply.header('cache-control', 'no-store').send(found);
  });

  server.get('/v2/evidence', async (request, reply) => {
    if (!carriesToken(request.headers.authorization, adminToken))
      return sendProblem(reply, 'not-found', 'no such address');
    const asked = evidenceQuery.safeParse(request.query);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'ask ?application=<id>');
    const pages = await listEvidence(db, asked.data.application);
    return reply.header('cache-control', 'no-store').send({ v: 2, pages });
  });

  server.get('/v2/evidence-page', async (request, reply) => {
    if (!carriesToken(request.headers.authorization, adminToken))
      return sendProblem(reply, 'not-found', 'no such address');
    const asked = evidencePageQuery.safeParse(request.query);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'ask ?application=<id>&sha256=<hex>');
    const { application, sha256 } = asked.data;
    const isItsPage = (await listEvidence(db, application)).some((page) => page.sha256 === sha256 && page.isHere);
    const bytes = isItsPage ? await blobs.get(sha256) : null;
    log({ at: now(), what: 'evidence' });
    if (!bytes) return sendProblem(reply, 'not-found', 'no such page');
    return reply.type('image/jpeg').header('cache-control', 'no-store').send(Buffer.from(bytes));
  });
}

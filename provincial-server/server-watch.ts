import type { FastifyInstance } from 'fastify';
import type { HealthAnswer } from '#shared/wire/health-v2.ts';
import type { BlobStore } from './blob-store.ts';
import type { ServerDb } from './database.ts';
import type { Metrics } from './metrics.ts';

/** What people and machines who look after the receiver ask: is it well, how is it doing. Nothing about any record. */
export function addWatch(
  server: FastifyInstance,
  { db, blobs }: { readonly db: ServerDb; readonly blobs: Pick<BlobStore, 'condition'> },
  metrics: Metrics,
): void {
  let isStopping = false;
  server.addHook('preClose', async () => {
    isStopping = true;
  });

  server.get('/v2/health', async (_request, reply) => {
    const answers = await db.query('SELECT 1 AS one').then(
      () => true,
      () => false,
    );
    const state = isStopping ? 'stopping' : answers ? 'ok' : 'database';
    const { damaged, lost } = blobs.condition();
    const damagedPacks = damaged.map(({ isUnreadable, ...one }) => ({ ...one, unreadable: isUnreadable }));
    const health: HealthAnswer = { v: 2, state, database: db.kind, photos: { lost, damagedPacks } };
    return reply.code(state === 'ok' ? 200 : 503).send(health);
  });

  server.get('/v2/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text(db, blobs.condition())),
  );
}

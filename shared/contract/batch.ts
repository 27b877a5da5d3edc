import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant, plainDate, version } from './shapes.ts';

/** who releases: never the one who put the batch together */
const releasers = ['reviewer', 'officeAdministrator'] as const;
const preparers = ['clerk', ...releasers] as const;
const watchers = [...preparers, 'auditor'] as const;

/** Which reviewed records: all, one class, or those completed at the desk on one day (+08:00). */
const choice = z.discriminatedUnion('by', [
  z.object({ by: z.literal('all') }),
  z.object({ by: z.literal('class'), classId: id }),
  z.object({ by: z.literal('day'), day: plainDate }),
]);

/** hash over the records that were shown as ready */
const seen = z.string().regex(/^[0-9a-f]{64}$/);

const unreadyLine = z.object({
  candidacyId: id,
  fullName: z.string(),
  className: z.string().nullable(),
  /** why, and what to do */
  sentence: z.string(),
});

const figures = z.object({
  /** = waiting + received + joined + refused */
  records: z.int(),
  text: z.int(),
  photo: z.int(),
  waiting: z.int(),
  received: z.int(),
  joined: z.int(),
  refused: z.int(),
  inEffect: z.int(),
  stuck: z.int(),
});

const batchLine = z.object({
  batchId: id,
  version,
  /** 11月30日第2批 */
  name: z.string(),
  origin: z.string(),
  state: z.enum(['prepared', 'released', 'undone']),
  /** what was chosen, in words */
  chosen: z.string(),
  madeBy: z.string().nullable(),
  madeAt: instant,
  releasedBy: z.string().nullable(),
  releasedAt: instant.nullable(),
  figures,
  /** what the region says it holds, by its signed word; null = it has said nothing yet */
  region: z.object({ arrived: z.int(), records: z.int(), complete: z.boolean(), at: instant }).nullable(),
});

export const batch = {
  'batch.choices': query(
    preparers,
    z.object({}),
    z.object({
      all: z.int(),
      classes: z.array(z.object({ classId: id, schoolName: z.string(), className: z.string(), count: z.int() })),
      days: z.array(z.object({ day: plainDate, count: z.int() })),
    }),
  ),
  /** what a batch of this choice would hold, before it is put together */
  'batch.check': query(
    preparers,
    z.object({ choice }),
    z.object({
      ready: z.int(),
      unready: z.array(unreadyLine),
      /** more than one batch takes: they wait for the next */
      beyond: z.int(),
      seen,
    }),
  ),
  /** puts the ready ones together; the same again is the same batch */
  'batch.prepare': command(
    preparers,
    z.object({ choice, seen }),
    z.object({ batchId: id, name: z.string(), records: z.int() }),
  ),
  /** one page, the newest first; every batch is kept for good */
  'batch.list': query(
    watchers,
    z.object({ state: z.enum(['all', 'prepared', 'released']), page: z.int().min(0).max(10_000).default(0) }),
    z.array(batchLine),
  ),
  /** how many there are, by state */
  'batch.counts': query(
    watchers,
    z.object({}),
    z.object({ all: z.int(), prepared: z.int(), released: z.int(), undone: z.int() }),
  ),
  /** the list of all batches as a PDF where the person says; null = cancelled */
  'batch.printList': command(watchers, z.object({}), z.object({ fileName: z.string(), batches: z.int() }).nullable()),
  'batch.read': query(
    watchers,
    z.object({ batchId: id }),
    z.object({
      line: batchLine,
      /** of a prepared batch, judged for whoever asks: what releasing now would do; for a clerk, what is complete in it */
      release: z
        .object({ ready: z.int(), unready: z.array(unreadyLine), seen, closedWhy: z.string().nullable() })
        .nullable(),
      /** of a released batch: what left the house */
      manifest: z
        .object({ sha256: z.string(), totalSha256: z.string(), textBytes: z.int(), photoBytes: z.int() })
        .nullable(),
      /** what the region holds of it, what lacks and what to do, in Chinese; null while nothing has left */
      regionSentence: z.string().nullable(),
      records: z.array(
        z.object({
          candidacyId: id,
          fullName: z.string(),
          className: z.string().nullable(),
          revision: z.int(),
          /** where it is, in words */
          place: z.string(),
          tone: z.enum(['waiting', 'underWay', 'done', 'refused', 'returned']),
          /** what is in the way, who has it, what to do */
          note: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** the second person: everything that is ready leaves the house, the rest is taken out with its reason */
  'batch.release': command(
    releasers,
    z.object({ batchId: id, version, seen }),
    z.object({ name: z.string(), released: z.int(), left: z.array(unreadyLine) }),
  ),
  /** takes a prepared batch apart; a clerk only the own one */
  'batch.undo': command(preparers, z.object({ batchId: id, version }), z.object({})),
};

import { z } from 'zod';
import { command, query } from './call.ts';
import { candidacyStatus, id, instant } from './shapes.ts';

const outboxLine = z.object({
  messageId: id,
  candidacyId: id,
  fullName: z.string(),
  revision: z.int(),
  deskSeq: z.int(),
  state: z.enum(['waiting', 'sending', 'acknowledged', 'refused']),
  createdAt: instant,
  attempts: z.int(),
  /** for refused: the region's reason in words; for waiting: the last trouble, if any */
  reason: z.string().nullable(),
  receivedAt: instant.nullable(),
});

/** Something told to the region beside a record: a change of class or mobile, an exam entry. */
const changeLine = z.object({
  messageId: id,
  candidacyId: id,
  fullName: z.string(),
  className: z.string().nullable(),
  kindLabel: z.string(),
  changeSeq: z.int(),
  /** held: goes by itself once the record, or the change before it, has its receipt */
  state: z.enum(['waiting', 'held', 'acknowledged', 'refused']),
  createdAt: instant,
  receivedAt: instant.nullable(),
  /** for refused: the region's reason; for waiting: the last trouble; for held: what it waits for; in words */
  reason: z.string().nullable(),
});

const custodyName = z.object({
  candidacyId: id,
  fullName: z.string(),
  className: z.string().nullable(),
  status: candidacyStatus,
  note: z.string().nullable(),
});

export const sync = {
  'sync.status': query(
    'anyone',
    z.object({}),
    z.object({
      receiverUrl: z.string().nullable(),
      waiting: z.int(),
      acknowledged: z.int(),
      refused: z.int(),
      running: z.boolean(),
      /** since when nothing is sent or fetched by itself; null = it is */
      pausedAt: instant.nullable(),
      lastContactAt: instant.nullable(),
      nextTryAt: instant.nullable(),
      /** most kilobits per second that sending takes; null = all the line has */
      capKbps: z.int().nullable(),
      /** of the run under way, where it streams; bytes acknowledged per second */
      progress: z
        .object({
          total: z.int(),
          text: z.int(),
          photos: z.int(),
          photosTotal: z.int(),
          complete: z.int(),
          bytesPerSecond: z.int(),
          secondsLeft: z.int().nullable(),
        })
        .nullable(),
      /** something on the line collects requests: the desk sends in finite batches */
      collects: z.boolean(),
      /** holes in this desk's numbers, in a sentence; null = nothing was sent yet */
      gaps: z.string().nullable(),
      /** a number is missing on either side: `gaps` says which and what to do */
      hasGap: z.boolean(),
      /** a released batch without the region's receipt: a push shows it or asks about it */
      owesBatches: z.boolean(),
      /** this file was put back or copied, and nobody has said yet that nothing is missing */
      mayHaveLost: z.boolean(),
      /** when a parcel was last written here */
      parcelAt: instant.nullable(),
      /** told beside the records; `held` of the waiting ones go once something else has its receipt */
      changes: z.object({
        waiting: z.int(),
        held: z.int(),
        acknowledged: z.int(),
        refused: z.int(),
        /** false: the receiver takes records alone so far */
        taken: z.boolean(),
      }),
      /** one Chinese sentence: how many, where, what next */
      sentence: z.string(),
      trouble: z.string().nullable(),
      /** of the way back: when everything of the region was here last, and why not since then */
      pull: z.object({
        running: z.boolean(),
        lastAt: instant.nullable(),
        nextTryAt: instant.nullable(),
        trouble: z.string().nullable(),
      }),
    }),
  ),
  'sync.outbox': query(
    ['reviewer', 'officeAdministrator', 'auditor'],
    z.object({ state: z.enum(['all', 'waiting', 'refused', 'acknowledged']) }),
    z.array(outboxLine),
  ),
  /** what is told beside the records, newest first */
  'sync.changes': query(
    ['reviewer', 'officeAdministrator', 'auditor'],
    z.object({ candidacyId: id.nullable() }),
    z.array(changeLine),
  ),
  /** what does not go on by itself: why, who has it, what to do */
  'sync.stuck': query(
    ['reviewer', 'officeAdministrator', 'auditor'],
    z.object({}),
    z.array(
      z.object({
        /** of the record's message or of the change */
        messageId: id,
        candidacyId: id,
        fullName: z.string(),
        /** 考籍记录, or what the change is */
        what: z.string(),
        className: z.string().nullable(),
        batch: z.string().nullable(),
        state: z.enum(['waiting', 'refused']),
        since: instant,
        reason: z.string(),
        owner: z.string(),
        next: z.string(),
      }),
    ),
  ),
  /** caps what sending takes of the line, all streams together, at once; null = no cap */
  'sync.setCap': command(
    ['reviewer', 'officeAdministrator'],
    z.object({ kbps: z.int().min(16).max(100_000).nullable() }),
    z.object({}),
  ),
  'sync.setReceiver': command(['officeAdministrator'], z.object({ url: z.url().max(300).nullable() }), z.object({})),
  /** pushes now; one run at a time; progress by the `progress` event; returns when the run ends */
  'sync.pushNow': command(
    ['reviewer', 'officeAdministrator'],
    z.object({}),
    z.object({
      sent: z.int(),
      received: z.int(),
      joined: z.int(),
      refused: z.int(),
      waiting: z.int(),
      /** told beside the records: acknowledged, refused, left without a receipt */
      changes: z.object({ received: z.int(), refused: z.int(), waiting: z.int() }),
      trouble: z.string().nullable(),
    }),
  ),
  /** fetches what the region has issued; returns when the run ends. Numbers of notices by what became of them */
  'sync.pullNow': command(
    ['reviewer', 'officeAdministrator'],
    z.object({}),
    z.object({
      applied: z.int(),
      parked: z.int(),
      refused: z.int(),
      known: z.int(),
      trouble: z.string().nullable(),
    }),
  ),
  /** stops what is under way and pauses; `sync.pushNow` goes on */
  'sync.stop': command(['reviewer', 'officeAdministrator'], z.object({}), z.object({})),
  'custody.sums': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'auditor'],
    z.object({ classId: id.nullable() }),
    z.object({
      at: instant,
      known: z.int(),
      parts: z.array(z.object({ part: z.string(), label: z.string(), count: z.int() })),
      balanced: z.boolean(),
      openCases: z.int(),
    }),
  ),
  /** where one pupil is in the equation; logged as a personal read */
  'custody.place': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'auditor'],
    z.object({ candidacyId: id }),
    z.object({ part: z.string().nullable(), label: z.string(), line: custodyName }),
  ),
  'custody.names': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'auditor'],
    z.object({ part: z.string(), classId: id.nullable() }),
    z.array(custodyName),
  ),
  'case.list': query(
    ['clerk', 'reviewer', 'officeAdministrator'],
    z.object({ state: z.enum(['open', 'closed', 'all']) }),
    z.array(
      z.object({
        caseId: id,
        kind: z.string(),
        kindLabel: z.string(),
        /** samePerson: two people or the same? lookInto: the region's word and the work here do not agree */
        asks: z.enum(['samePerson', 'lookInto']),
        sentence: z.string(),
        openedAt: instant,
        state: z.enum(['open', 'closed']),
        decision: z.string().nullable(),
        candidacyIds: z.array(id),
      }),
    ),
  ),
  /** a person's answer: two people or the same to a possible duplicate, looked into to a conflict with the region */
  'case.decide': command(
    ['reviewer', 'officeAdministrator'],
    z.object({ caseId: id, decision: z.enum(['different', 'same', 'lookedInto']), reason: z.string().min(2).max(300) }),
    z.object({}),
  ),
};

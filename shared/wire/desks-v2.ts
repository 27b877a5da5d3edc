import { z } from 'zod';
import { deskStandings } from './desk-proof.ts';
import { signedText } from './signed-text.ts';

/** POST /v2/desks, for the region's own staff with the word of the data folder: the acts of `node provincial-server/desks.ts`. */
const by = z.string().min(1).max(100);
const validDays = z.int().min(1).max(1500);

/** A one-time code for one office. `usableHours`: how long somebody may take to type it in. */
const code = z.strictObject({
  act: z.literal('code'),
  office: z.uuid(),
  by,
  validDays: validDays.default(400),
  usableHours: z
    .int()
    .min(1)
    .max(24 * 60)
    .default(72),
});
/** Enrols or renews the desk that signed this request; people have compared its fingerprint. */
const enrol = z.strictObject({
  act: z.literal('enrol'),
  request: signedText,
  fingerprint: z.string().max(60),
  by,
  validDays: validDays.default(400),
});
/** Takes a desk out: what it sends from now on waits for people. */
const revoke = z.strictObject({
  act: z.literal('revoke'),
  device: z.uuid(),
  by,
  reason: z.string().min(2).max(300),
});
/** What becomes of the records that a revoked or expired desk has sent. */
const settle = z.strictObject({
  act: z.literal('settle'),
  device: z.uuid(),
  outcome: z.enum(['accept', 'refuse']),
  by,
  reason: z.string().min(2).max(300),
});

/**
 * Refuses texts of a desk whose photos have not come for so many hours: the photo is lost with the desk's file. The desk gets
 * text and reason back, and takes the photo anew.
 */
const giveUp = z.strictObject({
  act: z.literal('giveUp'),
  device: z.uuid(),
  olderThanHours: z
    .int()
    .min(1)
    .max(24 * 365)
    .default(72),
  by,
  reason: z.string().min(2).max(300),
});

/** The same of pages of evidence: their texts came, and their pictures have not for so many hours. */
const giveUpPages = giveUp.extend({ act: z.literal('giveUpPages') });

const deskAct = z.discriminatedUnion('act', [code, enrol, revoke, settle, giveUp, giveUpPages]);
export type DeskAct = z.infer<typeof deskAct>;
export const deskActRequest = z.strictObject({ act: deskAct });

/** `code` is told once and kept nowhere; `certificate` goes to the desk; `settled` counts records or pages, `left` wait for photos still. */
export const deskActAnswer = z.object({
  v: z.literal(2),
  code: z.string().nullable(),
  certificate: signedText.nullable(),
  settled: z.int().min(0),
  left: z.int().min(0),
});
export type DeskActAnswer = z.infer<typeof deskActAnswer>;

/** GET /v2/desks: every desk with what is known of it; nothing about pupils. */
export const deskList = z.object({
  v: z.literal(2),
  desks: z.array(
    z.object({
      deviceId: z.uuid(),
      officeId: z.uuid(),
      deskName: z.string(),
      standing: z.enum(deskStandings),
      validFrom: z.iso.datetime(),
      validUntil: z.iso.datetime(),
      enrolledBy: z.string(),
      revokedBy: z.string().nullable(),
      revokeReason: z.string().nullable(),
      /** records and changes that wait for people */
      undecided: z.int(),
      /** texts whose photos have not come, and since when the first of them waits */
      waiting: z.int(),
      waitingSince: z.iso.datetime().nullable(),
      /** pages of evidence whose pictures have not come, and since when the first of them waits; a receiver of before does not say */
      pages: z.int().default(0),
      pagesSince: z.iso.datetime().nullable().default(null),
      /** openings of the desk's file that were heard of; several that spoke at the same time are copies */
      incarnations: z.array(
        z.object({
          incarnation: z.uuid(),
          startsAfter: z.int(),
          firstSeenAt: z.iso.datetime(),
          lastSeenAt: z.iso.datetime(),
          /** over the network; null = only its parcels were read */
          firstLiveAt: z.iso.datetime().nullable(),
          lastLiveAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
  ),
});
export type DeskList = z.infer<typeof deskList>;

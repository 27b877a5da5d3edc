import { z } from 'zod';
import { overrideKinds } from '../photo/override-kind.ts';
import type { PhotoCauseCode } from '../photo/photo-cause.ts';
import { photoCauseCodes } from '../photo/photo-cause.ts';
import { command, query } from './call.ts';
import { bytes, candidacyStatus, id, instant, offeredAct, plainDate, version } from './shapes.ts';

const photoCause = z.object({
  code: z.enum(photoCauseCodes satisfies readonly PhotoCauseCode[]),
  severity: z.enum(['reject', 'warn']),
  measure: z.string().nullable(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  /** for staff: what, which value, what to do */
  sentence: z.string(),
});

const override = z.object({
  kind: z.enum(overrideKinds),
  words: z.string(),
  /** display name of the second person */
  by: z.string(),
  at: instant,
});

/** A photo of somebody else that looks the same (perceptual hash): the same picture under two names, or two swapped. */
const lookAlike = z.object({
  candidacyId: id,
  captureId: id,
  fullName: z.string(),
  className: z.string().nullable(),
  /** differing bits of 64 */
  distance: z.int(),
});

/** What the gate said of one stored shot; `notMeasured` = taken before there was a gate, or no detector ran. */
export const shotGate = z.object({
  verdict: z.enum(['good', 'warn', 'bad', 'notMeasured']),
  causes: z.array(photoCause),
  /** why no second person may let it pass, and what to do instead; null = nothing speaks against that */
  overrideClosed: z.string().nullable(),
  override: override.nullable(),
  lookAlikes: z.array(lookAlike),
});

const wallPhoto = z.object({
  candidacyId: id,
  version,
  captureId: id,
  fullName: z.string(),
  className: z.string().nullable(),
  status: candidacyStatus,
  takenAt: instant,
  takenBy: z.string(),
  gate: shotGate,
  /** released or later: the photo does not change without an order */
  frozen: z.boolean(),
  acts: z.array(offeredAct),
});

export const photo = {
  /** a second authorised person lets a shot pass that the gate refused; the clerk stays signed in */
  'photo.override': command(
    ['clerk'],
    z.object({
      captureId: id,
      kind: z.enum(overrideKinds),
      words: z.string().min(2).max(200),
      secondLogin: z.string().max(40),
      secondPassword: z.string().max(200),
    }),
    z.object({ savedAt: instant, by: z.string() }),
  ),
  /** every override of the desk, newest first, and how many per kind: counted and listed */
  'photo.overrides': query(
    ['reviewer', 'officeAdministrator', 'auditor'],
    z.object({}),
    z.object({
      counts: z.array(z.object({ kind: z.enum(overrideKinds), count: z.int() })),
      lines: z.array(
        override.extend({
          candidacyId: id,
          captureId: id,
          fullName: z.string(),
          className: z.string().nullable(),
          clerk: z.string(),
          causes: z.array(photoCause),
        }),
      ),
    }),
  ),
  /**
   * photos that count, of a day (Beijing time) or class, worst first; neither = of what waits for review. A page holds as
   * many as one act takes
   */
  'photo.wall': query(
    ['reviewer', 'officeAdministrator'],
    z.object({
      day: plainDate.nullable(),
      classId: id.nullable(),
      waitingOnly: z.boolean().default(false),
      /** 0 = the first */
      page: z.int().min(0).default(0),
    }),
    z.object({
      /** the worst first; if there are more than a page, what waits for review before the rest */
      photos: z.array(wallPhoto),
      /** how many there are in all */
      total: z.int(),
      /** how many of all are still at the desk */
      atDesk: z.int(),
      /** the page this is: the last one where fewer are left than were asked for */
      page: z.int(),
      pages: z.int(),
      days: z.array(plainDate),
    }),
  ),
  /** one shot on demand: each measure with its limit, and the verdict worked out anew from what is stored */
  'photo.measures': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'auditor'],
    z.object({ captureId: id }),
    z.object({
      profileEdition: z.string(),
      gate: shotGate,
      /** stored verdict and the one worked out now from measurements and profile edition are the same */
      agrees: z.boolean(),
      /** original and photo are there, and still are what their stored hashes say */
      intact: z.boolean(),
      measures: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          value: z.number(),
          unit: z.string(),
          /** the band that is good, null = open at that end */
          from: z.number().nullable(),
          to: z.number().nullable(),
          holds: z.boolean(),
        }),
      ),
    }),
  ),
  /** by order of the region or at the reviewer's request: back to the desk for a new photo, old ones kept and marked */
  'photo.orderRetake': command(
    ['reviewer', 'officeAdministrator'],
    z.object({
      candidacyId: id,
      version,
      orderedBy: z.enum(['region', 'reviewer']),
      reason: z.string().trim().min(2).max(300),
    }),
    z.object({}),
  ),
  /** the check page at the start of the day: the test shot's measurements; the picture itself is not kept */
  'camera.recordCheck': command(
    ['clerk'],
    z.object({
      device: z.string().max(200),
      way: z.enum(['live', 'still']),
      measurements: z.record(z.string().max(40), z.number()),
      /** what the check page found wanting, in the gate's codes */
      causes: z.array(z.enum(photoCauseCodes)),
      /** the clerk looked at a page with writing: it read the right way round */
      writingReads: z.boolean(),
    }),
    z.object({ savedAt: instant }),
  ),
  /** a picture of the pupil from the document or an earlier year, to lay beside the live one; null = none is held */
  'photo.reference': query(
    ['clerk', 'reviewer'],
    z.object({ candidacyId: id }),
    z.object({ jpeg: bytes, what: z.string(), takenAt: instant.nullable() }).nullable(),
  ),
};

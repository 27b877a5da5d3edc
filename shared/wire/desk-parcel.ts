import { z } from 'zod';
import { roles } from '../domain/role.ts';

/**
 * What a parcel between two desks of one office holds: JSON texts (UTF-8), one a piece, and photos (a zero byte, then the
 * JPEG), each before the pupil that names it. Columns travel under the names of drizzle's types, so both desks must
 * run the same schema: `begin` says which.
 */
const id = z.uuid();
const cell = z.union([z.string().max(200_000), z.number(), z.null()]);
const row = z.record(z.string().max(40), cell);
const rows = z.array(row).max(500);
const classKey = z.strictObject({
  schoolCode: z.string().max(20),
  classCode: z.string().max(20),
  className: z.string().max(60),
  cohortYear: z.int(),
});

const begin = z.strictObject({
  kind: z.literal('begin'),
  schema: z.string().max(100),
  deskName: z.string().max(60),
  /** device it was written for: every desk of the office may be able to open it, one uses it */
  to: id.optional(),
});
/** Secret behind the office's pair (base64, 16–64 bytes): every desk of the office opens the region's answers with it. */
const officeKey = z.strictObject({ kind: z.literal('officeKey'), secret: z.base64().min(20).max(100) });
/** An account that may sign in at the other desk; its password travels as the slow hash only. */
const account = z.strictObject({
  kind: z.literal('account'),
  account: row,
  schoolCode: z.string().max(20).nullable(),
  classes: z.array(classKey).max(200),
});
/** Somebody who did something to a pupil inside: known at the other desk by the login name. */
const person = z.strictObject({
  kind: z.literal('person'),
  userId: id,
  loginName: z.string().min(1).max(40),
  displayName: z.string().min(1).max(60),
  role: z.enum(roles),
});
/** A notice of the region, as signed: it is proven and taken in like any other. */
const notice = z.strictObject({
  kind: z.literal('notice'),
  body: z.string().max(200_000),
  signature: z.string().max(120),
});
/** Before the release alone: what has left the house is not brought by another desk's word. */
const travellingStatuses = ['preRegistered', 'returned', 'awaitingCapture', 'completed', 'reviewed'] as const;
const pupil = z.strictObject({
  kind: z.literal('pupil'),
  place: classKey.nullable(),
  candidacy: z
    .looseObject({
      id,
      status: z.enum(travellingStatuses),
      fullName: z.string().min(1).max(200),
      documentType: z.string().max(40),
      documentNumber: z.string().max(40),
      cohortYear: z.int().nullable(),
      version: z.int().min(1),
      revision: z.int().min(0),
    })
    .catchall(cell),
  resume: rows,
  family: rows,
  numbers: rows,
  captures: rows,
  overrides: rows,
  differences: rows,
});

export const deskParcelLine = z.discriminatedUnion('kind', [begin, officeKey, account, person, notice, pupil]);
export type DeskParcelLine = z.infer<typeof deskParcelLine>;
export type PupilLine = Extract<DeskParcelLine, { kind: 'pupil' }>;
export type ClassKey = z.infer<typeof classKey>;

/** At most so many pupils travel between two desks in one parcel: what came is held in memory until it is used. */
export const deskParcelLimit = 400;

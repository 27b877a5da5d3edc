import { z } from 'zod';
import { candidacyStatuses } from '../domain/candidacy-status.ts';
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
  /** of a parcel out, rising per desk it is for: accounts and key of an older one are not used any more; absent in one back */
  number: z.int().min(1).optional(),
});
/** Secret behind the office's pair (base64, 16–64 bytes): every desk of the office opens the region's answers with it. */
const officeKey = z.strictObject({ kind: z.literal('officeKey'), secret: z.base64().min(20).max(100) });
/**
 * An account as the office has it now, also one that was closed there: the other desk does the same. Its password travels as
 * the slow hash only.
 */
const account = z.strictObject({
  kind: z.literal('account'),
  account: z.strictObject({
    id,
    loginName: z.string().min(1).max(40),
    displayName: z.string().min(1).max(60),
    role: z.enum(roles),
    /** JSON of the hash with its cost */
    password: z.string().max(2000),
    mustChangePassword: z.int().min(0).max(1),
    triesLeft: z.int().min(0).max(5),
    lockedOutAt: z.string().max(40).nullable(),
    disabledAt: z.string().max(40).nullable(),
  }),
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
const short = z.string().max(500);
const named = z.strictObject({ name: short, label: short, value: z.string().max(2000) });
/** As the rules said it at the desk that did the work (shared/domain/finding.ts). */
const finding = z.strictObject({
  ruleId: short,
  title: short,
  clauses: z.array(z.strictObject({ id: short, shownAs: short, summary: z.string().max(2000) })).max(20),
  verdict: z.enum(['pass', 'fail', 'unknown']),
  consequence: z.enum(['block', 'hold', 'flag', 'warn']).nullable(),
  sentence: z.string().max(2000),
  next: z.string().max(2000),
  field: short.nullable(),
  facts: z.array(named).max(100),
  edition: short,
});
/** How a record that the other desk brought stands here now: so that it knows its work arrived, and what became of it. */
const stand = z.strictObject({
  kind: z.literal('stand'),
  candidacyId: id,
  /** that was brought */
  version: z.int().min(1),
  theirVersion: z.int().min(1),
  status: z.enum(candidacyStatuses),
  changedAt: z.string().max(40),
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
  /** SHA-256 over the text that the desk reading this handed out, on which the work was done; null = it did not */
  base: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** what happened to it at the desk that packed it, in words */
  history: z.array(z.strictObject({ at: z.string().max(40), who: z.string().max(60), what: short })).max(300),
  /** what the rules found when the work was done; null = it is not done */
  decision: z.strictObject({ findings: z.array(finding).max(200), differenceIds: z.array(id).max(200) }).nullable(),
});

export const deskParcelLine = z.discriminatedUnion('kind', [begin, officeKey, account, person, notice, stand, pupil]);
export type DeskParcelLine = z.infer<typeof deskParcelLine>;
export type PupilLine = Extract<DeskParcelLine, { kind: 'pupil' }>;
export type ClassKey = z.infer<typeof classKey>;

/** At most so many pupils travel between two desks in one parcel: what came is held in memory until it is used. */
export const deskParcelLimit = 400;

/** States of a pupil who waits for the desk's work: only those go out to a school. */
const waitingStatuses: readonly string[] = ['preRegistered', 'returned', 'awaitingCapture'];

/**
 * True if a line may stand in a parcel of that direction. Out: accounts, key, notices, pupils who wait for the desk's work.
 * Back: pupils whose work is done, and who did it; nothing that lets anybody in.
 */
export function mayTravel(direction: 'toDesk' | 'toOffice', line: DeskParcelLine): boolean {
  if (line.kind === 'begin') return (line.number !== undefined) === (direction === 'toDesk');
  if (line.kind === 'person') return true;
  if (line.kind !== 'pupil') return direction === 'toDesk';
  const isWaiting =
    waitingStatuses.includes(line.candidacy.status) && (line.candidacy['heldCompletion'] ?? null) === null;
  return isWaiting === (direction === 'toDesk');
}

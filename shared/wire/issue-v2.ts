import { z } from 'zod';
import { regionCodeTable } from './code-table.ts';
import { signedNotice, stepElsewhere } from './region-notice.ts';
import { rosterHead, rosterRow } from './region-roster.ts';

/** POST /v2/notices, for the region's own staff on the receiver's machine: the same acts as its command line has. */
const accept = z.strictObject({ act: z.literal('accept'), office: z.uuid() });

const decide = z.strictObject({
  act: z.literal('decide'),
  office: z.uuid().nullable().default(null),
  application: z.uuid(),
  step: stepElsewhere.default('regionDecide'),
  outcome: z.enum(['agreed', 'rejected', 'returned']),
  by: z.string().min(1).max(100),
  reason: z.string().max(500).nullable().default(null),
  candidacyNo: z.string().max(40).nullable().default(null),
});

/** A candidacy gets its number, or another one. */
const assign = z.strictObject({
  act: z.literal('assign'),
  office: z.uuid(),
  candidacy: z.uuid(),
  candidacyNo: z.string().min(4).max(40),
  because: z.enum(['assigned', 'changed', 'enteredInError']).default('assigned'),
});

/** The revision in force of a record goes back to its county, before it is accepted. */
const giveBack = z.strictObject({
  act: z.literal('giveBack'),
  office: z.uuid(),
  candidacy: z.uuid(),
  by: z.string().min(1).max(100),
  reason: z.string().min(1).max(300),
  next: z.string().max(300).default(''),
});

/** A roster of pre-registrations, whole: it is cut into slices that fit a notice. Issued once by its `rosterId`. */
const sendRoster = z.strictObject({
  act: z.literal('sendRoster'),
  office: z.uuid(),
  ...rosterHead.shape,
  rows: z.array(rosterRow).min(1).max(100_000),
});
export type SendRoster = z.infer<typeof sendRoster>;

/** One edition of one code table, for every office; a later edition has a later first day. */
const publishCodes = z.strictObject({ act: z.literal('publishCodes'), codeTable: regionCodeTable });
export type PublishCodes = z.infer<typeof publishCodes>;
/**
 * The region agrees to a transfer into another county (3.1c): the decision for the county that the pupil leaves, and the
 * record with photo, numbers and results for the one that he or she joins. `office` is the one that is left.
 */
const transfer = z.strictObject({
  act: z.literal('transfer'),
  office: z.uuid(),
  application: z.uuid(),
  candidacy: z.uuid(),
  toOffice: z.uuid(),
  school: z.strictObject({ code: z.string().min(1).max(40), name: z.string().min(1).max(200) }),
  classCode: z.string().max(40).nullable().default(null),
  standing: z.enum(['inEffect', 'suspended']).default('inEffect'),
  by: z.string().min(1).max(100),
});
export type TransferAct = z.infer<typeof transfer>;

/** A notice as it stands (docs/sync-protocol.md): results, editions, calendars, decisions made elsewhere. */
const issue = z.strictObject({ act: z.literal('issue'), notice: z.unknown() });

const issueAct = z.discriminatedUnion('act', [
  accept,
  decide,
  assign,
  giveBack,
  transfer,
  sendRoster,
  publishCodes,
  issue,
]);
export type IssueAct = z.infer<typeof issueAct>;

/** All of it is issued, or nothing. */
export const issueRequest = z.strictObject({ acts: z.array(issueAct).min(1).max(5000) });
/** `notices` are new in the feed; `repeated`: so many were there before. */
export const issueAnswer = z.object({ v: z.literal(2), notices: z.array(signedNotice), repeated: z.int().min(0) });
export type IssueAnswer = z.infer<typeof issueAnswer>;

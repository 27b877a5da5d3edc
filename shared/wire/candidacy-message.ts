import { z } from 'zod';
import { documentStates, documentTypes } from '../domain/candidate-field.ts';
import { canonicalJson } from '../lib/canonical-json.ts';

/**
 * What one release tells the region about one candidacy, in full: the receiver judges it again without asking back.
 * Message version 1, suite 1 (SHA-256, Ed25519). The desk's sequence number is not in here: it is given when the row
 * enters the outbox and travels in the envelope (push.ts). Strict: unknown keys need a new version.
 */
const id = z.uuid();
const instant = z.iso.datetime();
const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** SHA-256, lower-case hex */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().max(200);
const code = z.string().max(40);

/** A person on the desk's side; `id` is null where the roster names somebody who has no account here. */
const person = z.strictObject({ id: id.nullable(), displayName: z.string().max(100) });
const act = z.strictObject({ by: person, at: instant });

/** The data of 1.2.1 as they travel. */
export const wireCandidateData = z.strictObject({
  fullName: text,
  sex: z.string().max(2),
  ethnicity: z.string().max(4),
  politicalStatus: z.string().max(4).nullable(),
  pupilCategory: text.nullable(),
  documentType: z.enum(documentTypes),
  documentNumber: code,
  birthDate: plainDate,
  householdPlace: text.nullable(),
  householdAuthority: text.nullable(),
  mobile: z.string().max(30).nullable(),
  address: text.nullable(),
  postCode: z.string().max(10).nullable(),
  foreignLanguage: z.string().max(4).nullable(),
  resume: z
    .array(z.strictObject({ from: z.string().max(10).nullable(), until: z.string().max(10).nullable(), place: text }))
    .max(20),
  family: z
    .array(
      z.strictObject({
        relation: z.string().max(20),
        fullName: z.string().max(100),
        workplace: text.nullable(),
        phone: z.string().max(30).nullable(),
      }),
    )
    .max(20),
  enrolmentNo: code.nullable(),
  schoolCode: code.nullable(),
  schoolName: text.nullable(),
  classCode: code.nullable(),
  className: text.nullable(),
  cohortYear: z.int().nullable(),
});

export const candidacyMessage = z.strictObject({
  v: z.literal(1),
  suite: z.literal(1),
  kind: z.literal('candidacy'),
  messageId: id,
  deviceId: id,
  officeId: id,
  examAreaCode: code,
  /** opening of the desk's file that wrote this (DESIGN §7) */
  incarnation: z.string().max(60),
  candidacyId: id,
  /** 1, 2, …; revisions may arrive in any order */
  revision: z.int().min(1),
  /** the revision this one replaces; null for the first */
  replaces: z.int().min(1).nullable(),
  entryCategory: z.enum(['enrolled', 'private']),
  candidacyNo: code.nullable(),
  /** where the record came from */
  source: z.enum(['roster', 'assisted']),
  data: wireCandidateData,
  documentState: z.enum(documentStates).nullable(),
  /** card ≠ roster, settled at the desk: both values travel */
  differences: z
    .array(
      z.strictObject({
        field: z.string().max(40),
        rosterValue: text,
        documentValue: text,
        settled: z.enum(['roster', 'document']),
        documentPictureSha256: sha256Hex.nullable(),
        settledBy: person,
        settledAt: instant,
      }),
    )
    .max(100),
  /** clause 1.1.2; `foreign`: brought by the roster, not given on this desk */
  teacherApproval: z.strictObject({ by: person, at: instant, foreign: z.boolean() }).nullable(),
  captured: z.strictObject({
    by: person,
    at: instant,
    captureId: id,
    source: z.enum(['live', 'still', 'file']),
    device: text,
  }),
  reviewed: act,
  released: act,
  /** the derived JPEG that travels beside this text; the original stays on the desk and is named by its hash */
  photo: z.strictObject({
    sha256: sha256Hex,
    byteLength: z.int().min(1),
    profileEdition: code,
    originalSha256: sha256Hex,
  }),
  /** how the desk judged: rules with their verdicts, shortened to what the region shows */
  findings: z
    .array(
      z.strictObject({
        ruleId: z.string().max(60),
        verdict: z.enum(['pass', 'fail', 'unknown']),
        consequence: z.enum(['block', 'hold', 'flag', 'warn']).nullable(),
        sentence: z.string().max(500),
      }),
    )
    .max(200),
  flags: z.array(z.string().max(60)).max(50),
  regulationEdition: code,
  /** evidence for windows; never used for order or identity (desk clocks are wrong) */
  clock: z.strictObject({
    deviceTime: instant,
    monotonicMs: z.int().nonnegative(),
    bootId: z.string().max(60),
    /** the region's clock minus the desk's at the last proven contact; a message from before this was said has none */
    lastProvenOffsetMs: z.int().nullable().default(null),
    /** instant of that contact by the region's clock */
    provenAt: instant.nullable().default(null),
  }),
});
export type CandidacyMessage = z.infer<typeof candidacyMessage>;

/** Everything of a message that the desk has to state; version, suite and kind are added by the builder. */
export type CandidacyMessageFacts = Omit<CandidacyMessage, 'v' | 'suite' | 'kind'>;

/**
 * The exact text that is stored in the outbox, hashed and sent: canonical JSON (RFC 8785 key order). Shape is judged by
 * the receiver, which answers a misfit with a refusal; building never throws on content.
 */
export function buildCandidacyMessage(facts: CandidacyMessageFacts): string {
  return canonicalJson({ v: 1, suite: 1, kind: 'candidacy', ...facts });
}

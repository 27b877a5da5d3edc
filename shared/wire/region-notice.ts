import { z } from 'zod';
import { type ExamSubject, examSubjects } from '../labels/exam-subject.ts';
import { canonicalJson } from '../lib/canonical-json.ts';
import { arrivingRecord } from './arriving-record.ts';
import { regionCodeTable } from './code-table.ts';
import { regionRoster } from './region-roster.ts';
import { photoProfile, regulationEdition, signedCalendar } from './setup-file.ts';
import { parseWireJson } from './signed-text.ts';

/**
 * What the region tells a county office: one signed text each, whatever carries it (a file now, the pull later). A notice
 * is applied once, by its id; `officeId` null = for every office.
 */
const id = z.uuid();
const instant = z.iso.datetime();
const head = { v: z.literal(1), noticeId: id, officeId: id.nullable(), issuedAt: instant };

/** Steps whose decision a notice can bring. */
export const stepElsewhere = z.enum([
  'schoolAgree',
  'releasingSchoolAgree',
  'joiningSchoolAgree',
  'leagueApprove',
  'regionDecide',
  // the region takes its certification back; registering itself stays with the joining school (4.2d)
  'supplementaryRegister',
]);

const stepDecision = z.strictObject({
  ...head,
  kind: z.literal('stepDecision'),
  applicationId: id,
  /** the step that was taken elsewhere */
  step: stepElsewhere,
  outcome: z.enum(['agreed', 'rejected', 'returned']),
  /** Chinese; set when not agreed */
  reason: z.string().max(500).nullable(),
  decidedBy: z.string().min(1).max(100),
  decidedAt: instant,
  /** number that the region gives a private candidate with its agreement (1.3.4) */
  candidacyNo: z.string().max(40).nullable(),
});

/** The region accepts a revision: the registration is in effect, 2.2 and 2.3 bind from here on (DESIGN §1). */
const acceptance = z.strictObject({
  ...head,
  kind: z.literal('acceptance'),
  candidacyId: id,
  revision: z.int().min(1),
  decidedAt: instant,
  candidacyNo: z.string().max(40).nullable(),
});

const edition = z.strictObject({ ...head, kind: z.literal('edition'), edition: regulationEdition });
/** An edition of a photo profile: size, bands, backgrounds, limits of the gate, for an exam and a cohort. */
const photoProfileEdition = z.strictObject({ ...head, kind: z.literal('photoProfile'), photoProfile });
const calendar = z.strictObject({ ...head, kind: z.literal('calendar'), calendar: signedCalendar });

/** The candidacy number that holds from now on (1.3.4); `because` says what the one before it was. */
const numberAssigned = z.strictObject({
  ...head,
  kind: z.literal('numberAssigned'),
  candidacyId: id,
  candidacyNo: z.string().min(4).max(40),
  because: z.enum(['assigned', 'changed', 'enteredInError']),
  decidedAt: instant,
});

/** The region gives a revision back that it has a receipt for; what is mended comes as the next revision. */
const returned = z.strictObject({
  ...head,
  kind: z.literal('returned'),
  candidacyId: id,
  revision: z.int().min(1),
  /** Chinese: what is wrong, and what to do */
  reason: z.strictObject({ sentence: z.string().min(1).max(300), next: z.string().max(300) }),
  decidedBy: z.string().min(1).max(100),
  decidedAt: instant,
});

/** Results of one candidate; a later one about the same sitting and subject replaces what an earlier one said. */
const subjectResults = z.strictObject({
  ...head,
  kind: z.literal('subjectResults'),
  candidacyId: id,
  /** the number the papers were written under: it must be, or have been, that candidacy's */
  candidacyNo: z.string().min(4).max(40),
  /** where they were published, in Chinese */
  source: z.string().min(1).max(200),
  decidedAt: instant,
  results: z
    .array(
      z.strictObject({
        sitting: z.string().min(1).max(40),
        subject: z.enum(examSubjects as [ExamSubject, ...ExamSubject[]]),
        outcome: z.enum(['pass', 'fail']),
      }),
    )
    .min(1)
    .max(200),
});

/** A record of another county comes to this office with a transfer that the region decided (3.1c). */
const arrival = z.strictObject({ ...head, kind: z.literal('arrival'), ...arrivingRecord });
/** One edition of one code table (code-table.ts). */
const codeTable = z.strictObject({ ...head, kind: z.literal('codeTable'), codeTable: regionCodeTable });

/** A roster of pre-registrations; it waits at the desk for a person who opens it like a file (region-roster.ts). */
const roster = z.strictObject({ ...head, kind: z.literal('roster'), roster: regionRoster });

const regionNotice = z.discriminatedUnion('kind', [
  stepDecision,
  acceptance,
  numberAssigned,
  returned,
  subjectResults,
  arrival,
  edition,
  photoProfileEdition,
  calendar,
  codeTable,
  roster,
]);
export type RegionNotice = z.infer<typeof regionNotice>;

/** characters of a notice's text at most */
export const noticeLength = 200_000;

/** A notice as it travels: the exact text and the region's Ed25519 signature over it (base64). */
export const signedNotice = z.strictObject({ body: z.string().max(noticeLength), signature: z.string().max(120) });
export type SignedNotice = z.infer<typeof signedNotice>;

/** The region's file on a stick (`*.kaoji-region.json`). Each notice stands for itself: a bad one never spoils the rest. */
export const regionFile = z.strictObject({
  format: z.literal('kaoji-region'),
  version: z.literal(1),
  notices: z.array(signedNotice).min(1).max(5000),
});

/** The exact text that the region signs: canonical JSON. Throws where the facts are no notice. */
export function buildNotice(facts: unknown): string {
  return canonicalJson(regionNotice.parse(facts));
}

/** Reads a notice's text without judging its signature; null when this program cannot read it. */
export function readNotice(text: string): RegionNotice | null {
  const parsed = regionNotice.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}

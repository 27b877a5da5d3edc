import { z } from 'zod';
import { applicationKinds } from '../domain/application-kind.ts';
import { applicationStates } from '../domain/application-status.ts';
import { evidenceKinds } from '../domain/evidence-kind.ts';
import { mostEvidencePages, mostPageBytes } from '../domain/evidence-limit.ts';
import { type ExamSubject, examSubjects } from '../labels/exam-subject.ts';
import { canonicalJson, type Json } from '../lib/canonical-json.ts';
import { sha256Hex, wireCandidateData } from './candidacy-message.ts';
import { certificateSignature, certified } from './certificate-text.ts';
import { parseWireJson } from './signed-text.ts';

/**
 * One act of the county that changes something after (or beside) a record that left for the region. Version 1; the body is
 * told apart by `kind`. Strict: unknown keys need a new version, an unknown kind waits at the receiver for a newer program.
 */
const id = z.uuid();
const instant = z.iso.datetime();
const code = z.string().max(40);
const text = z.string().max(200);
const person = z.strictObject({ id: id.nullable(), displayName: z.string().max(100) });

const head = {
  v: z.literal(1),
  suite: z.literal(1),
  messageId: id,
  deviceId: id,
  officeId: id,
  examAreaCode: code,
  /** opening of the desk's file that wrote this (DESIGN §7) */
  incarnation: z.string().max(60),
  candidacyId: id,
  /** revision of the record at the desk when it happened; 0 = none had left yet */
  revision: z.int().min(0),
  /** the change of the same subject that this desk told before; null for the first */
  follows: id.nullable(),
  by: person,
  at: instant,
  /** evidence for windows, as in a record's message; never used for order or identity */
  clock: z.strictObject({
    deviceTime: instant,
    monotonicMs: z.int().nonnegative(),
    bootId: z.string().max(60),
    lastProvenOffsetMs: z.int().nullable(),
    provenAt: instant.nullable(),
  }),
};

const place = z.strictObject({ schoolCode: code.nullable(), code: code.nullable(), name: text, cohortYear: z.int() });

/** Clause 2.4. */
const classChange = z.strictObject({
  ...head,
  kind: z.literal('classChange'),
  from: place.nullable(),
  to: place,
  reason: z.string().max(300),
});

/** Clause 2.5: the candidate's own act, in person. */
const mobileChange = z.strictObject({
  ...head,
  kind: z.literal('mobileChange'),
  from: z.string().max(30).nullable(),
  to: z.string().min(1).max(30),
});

/** Clause 1.3.5: what a candidate sits in one sitting. Of a sitting the highest version holds; the others stay on record. */
const examEntry = z.strictObject({
  ...head,
  kind: z.literal('examEntry'),
  sitting: z.string().min(1).max(40),
  version: z.int().min(1),
  state: z.enum(['entered', 'withdrawn']),
  subjects: z
    .array(z.enum(examSubjects as [ExamSubject, ...ExamSubject[]]))
    .max(40)
    .readonly(),
  foreignLanguage: z.string().max(10).nullable(),
  /** Chinese; set exactly when withdrawn */
  reason: z.string().max(300).nullable(),
});

const appliedStep = z.strictObject({
  /** index into the steps of the application; 0 = the application itself */
  step: z.int().min(0),
  kind: z.string().max(40),
  act: z.string().max(40),
  by: z.string().max(100),
  at: instant,
  reason: z.string().max(500).nullable(),
});

const evidencePiece = z.strictObject({
  evidenceId: id,
  kind: z.enum(evidenceKinds),
  source: z.string().max(20),
  /** of the file as it came; only its pages are kept, as pictures */
  fileSha256: sha256Hex,
  pages: z
    .array(
      z.strictObject({
        position: z.int().min(1),
        sha256: sha256Hex,
        bytes: z.int().min(1).max(mostPageBytes),
        /** quarter turns clockwise, and what is covered where the page is shown, in parts of the unturned picture */
        turns: z.int().min(0).max(3),
        covers: z
          .array(z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }))
          .max(50),
      }),
    )
    .max(mostEvidencePages),
});

/**
 * An application (业务件) that waits for the league or the region, or that ended or went back after it was told: whole each
 * time, the last one holds. Its pages of evidence follow by hash, a message each.
 */
const application = z.strictObject({
  ...head,
  kind: z.literal('application'),
  applicationId: id,
  procedure: z.enum(applicationKinds),
  state: z.enum(applicationStates),
  /** kind of the step that it stands at */
  step: z.string().max(40),
  steps: z.array(z.string().max(40)).max(20),
  entryCategory: z.enum(['enrolled', 'private']),
  candidacyNo: code.nullable(),
  /** the candidate as the county has him or her: of a private one no record has left yet */
  data: wireCandidateData,
  /** what is asked for, by procedure, as the county keeps it */
  request: z.record(z.string(), z.unknown()),
  taken: z.array(appliedStep).max(200),
  evidence: z.array(evidencePiece).max(40),
  regulationEdition: code,
});

/** One page of evidence of an application; the picture is the file of the envelope. */
const evidencePage = z.strictObject({
  ...head,
  kind: z.literal('evidencePage'),
  applicationId: id,
  evidenceId: id,
  position: z.int().min(1),
  sha256: sha256Hex,
  byteLength: z.int().min(1).max(mostPageBytes),
});

/**
 * Clause 3.2: a certificate of results that the desk issued or withdrew; whole each time, and withdrawn for good. What is
 * certified stays on the paper: here is only what the desk signed, which names nobody.
 */
const certificate = z.strictObject({
  ...head,
  kind: z.literal('certificate'),
  certified,
  /** the desk's over `certifiedText`, as on the paper */
  signature: certificateSignature,
  /** null = it stands */
  withdrawn: z.strictObject({ at: instant, reason: z.string().max(300) }).nullable(),
});

export const changeMessage = z.discriminatedUnion('kind', [
  classChange,
  mobileChange,
  examEntry,
  application,
  evidencePage,
  certificate,
]);
export type ChangeMessage = z.infer<typeof changeMessage>;
export type ChangeKind = ChangeMessage['kind'];

/** Everything of one kind that the desk has to state; version and suite are added by the builder. */
export type ChangeFacts = ChangeMessage extends infer M
  ? M extends ChangeMessage
    ? Omit<M, 'v' | 'suite'>
    : never
  : never;

/** Names the content of one change. `changeSeq` rises by one per change of a desk, apart from the records' numbers. */
const changeEnvelope = z.strictObject({
  v: z.literal(1),
  /** 1 = SHA-256 / Ed25519; 2 is reserved for SM2/SM3/SM4 */
  suite: z.literal(1),
  messageId: id,
  deviceId: id,
  incarnation: z.string().regex(/^[0-9A-Za-z-]{1,60}$/),
  changeSeq: z.int().min(1),
  bodySha256: sha256Hex,
  /** a file that travels beside the text in pieces, like a photo; null = none */
  fileSha256: sha256Hex.nullable(),
  fileBytes: z.int().min(1).nullable(),
  /** Ed25519 (base64) of the desk over the rest; absent where nobody is enrolled */
  signature: z.string().max(120).optional(),
});
export type ChangeEnvelope = z.infer<typeof changeEnvelope>;

/** One line of a frame of changes: `body` is the exact canonical text that the hash is over. */
export const changeLine = z.strictObject({ envelope: changeEnvelope, body: z.string().max(128 * 1024) });
export type ChangeLine = z.infer<typeof changeLine>;

/** The exact text that is stored at the desk, hashed and sent: canonical JSON. */
export function buildChangeMessage(facts: ChangeFacts): string {
  return canonicalJson({ v: 1, suite: 1, ...facts } as unknown as Json);
}

/** The exact text that the desk signs for one change: the envelope without its signature. */
export function changeProofText(envelope: Readonly<Record<string, string | number | null>>): string {
  return `kaoji-change/1\n${canonicalJson(envelope)}`;
}

/**
 * Reads a change's text. 'unknown': a kind or version of a newer program, kept until this one is newer; otherwise the place
 * that does not fit.
 */
export function readChangeMessage(body: string): ChangeMessage | 'unknown' | { readonly misfit: string } {
  const json = parseWireJson(body);
  const parsed = changeMessage.safeParse(json);
  if (parsed.success) return parsed.data;
  const { v, kind } = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const isNewer = typeof kind === 'string' && (v !== 1 || !changeKinds.includes(kind));
  return isNewer ? 'unknown' : { misfit: parsed.error.issues[0]?.path.join('.') || '全文' };
}

const changeKinds: readonly string[] = changeMessage.options.map((option) => option.shape.kind.value);

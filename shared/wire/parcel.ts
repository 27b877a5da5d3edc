import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { sha256Hex } from './candidacy-message.ts';
import { regainedChange, regainedMessage } from './regain-v2.ts';
import { parseWireJson } from './signed-text.ts';

/**
 * A parcel is one file: magic, u32 (big-endian) length of the header, header (canonical JSON), body (age, sealed to
 * `recipient`), trailer (SHA-256 of all before it, Ed25519 over that hash). Everything readable without a key names
 * desks and counts, never people.
 */
export const parcelMagic = [0x4b, 0x4a, 0x50, 0x31] as const;
/** bytes: SHA-256 and signature at the end of the file */
export const parcelTrailerBytes = 32 + 64;

/** A parcel as the body of a request or an answer. */
export const PARCEL_MEDIA_TYPE = 'application/vnd.kaoji.parcel';

/** POST /v2/bundles: which of the answers to the parcel, from 1; there is more than one where its notices do not fit. */
export const bundleQuery = z.object({ part: z.coerce.number().int().min(1).max(1000).default(1) });

/** Sizes that a reader goes along with; a stick with more is no parcel of ours. */
export const parcelLimits = {
  headerBytes: 4096,
  fileBytes: 2 * 1024 ** 3,
  records: 20_000,
  manifests: 500,
} as const;

/**
 * `toRegion`: released records of one desk; `changes`: what it tells beside them, in a file of its own; `answer`: receipts and
 * notices of the region for that desk's office. Between two desks of one office (desk-parcel.ts): `toDesk` takes pupils,
 * accounts and editions out, `toOffice` completed records back.
 */
const parcelKinds = ['toRegion', 'changes', 'answer', 'toDesk', 'toOffice'] as const;

/** Whom something is sealed to, in age's spelling. */
export const ageRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);

const parcelHeader = z.strictObject({
  v: z.literal(1),
  /** 1 = age (X25519, ChaCha20-Poly1305), SHA-256, Ed25519; 2 is reserved for SM2/SM3/SM4 */
  suite: z.literal(1),
  kind: z.enum(parcelKinds),
  parcelId: z.uuid(),
  /** the desk that packed it, or that the answer is for */
  deviceId: z.uuid(),
  officeId: z.uuid(),
  incarnation: z.uuid(),
  /** first and last number of the records inside; 0 and 0 when there are none */
  deskSeqFrom: z.int().min(0),
  deskSeqUntil: z.int().min(0),
  /** the parcel this desk wrote before, or the one that is answered */
  previousSha256: sha256Hex.nullable(),
  /** records, lines of an answer, or pupils, inside; what a desk holds, manifests of batches and photos by themselves are not counted */
  count: z.int().min(0).max(parcelLimits.records),
  recipient: ageRecipient,
  /** whom the answer is sealed to; null in an answer */
  replyTo: ageRecipient.nullable(),
  /** SPKI (base64) of the signing key: it proves nothing by itself, the reader must know it from elsewhere */
  signer: z.string().max(120),
});
export type ParcelHeader = z.infer<typeof parcelHeader>;

/** The exact bytes of a header are the UTF-8 of this text. */
export function buildParcelHeader(facts: Omit<ParcelHeader, 'v' | 'suite'>): string {
  return canonicalJson(parcelHeader.parse({ v: 1, suite: 1, ...facts }));
}

/**
 * Reads a header's text. `suite` and `version` tell a newer program's parcel from a broken one; only the one spelling
 * of the same facts is taken.
 */
export function readParcelHeader(text: string): ParcelHeader | { readonly fault: 'notAParcel' | 'version' | 'suite' } {
  const json = parseWireJson(text);
  const { v, suite } = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  if (typeof v === 'number' && v !== 1) return { fault: 'version' };
  if (typeof suite === 'number' && suite !== 1) return { fault: 'suite' };
  const parsed = parcelHeader.safeParse(json);
  if (!parsed.success || canonicalJson(parsed.data) !== text) return { fault: 'notAParcel' };
  return parsed.data;
}

/** A receipt, a notice of the region, or what it holds of a batch whose manifest was in the parcel, signed each by itself as on the network. */
const signedLine = z.strictObject({
  kind: z.enum(['receipt', 'notice', 'batch']),
  body: z.string().max(200_000),
  signature: z.string().max(120),
});

/** The photo of a record that a notice brings from another county: base64; it is what its hash in that notice says. */
const photoLine = z.strictObject({ kind: z.literal('photo'), sha256: sha256Hex, jpeg: z.base64().max(400_000) });

/**
 * A message of the desk that its file has lost, as it was sent, with its receipt. Its photo, where the region has it, is the
 * piece before it: a zero byte and the JPEG.
 */
const regainedLine = z.strictObject({ kind: z.literal('regained'), message: regainedMessage });

/** The answer to a desk that said what it holds: so many of its messages did not fit and come with the next answer. */
const regainedEnd = z.strictObject({ kind: z.literal('regainedEnd'), left: z.int().min(0) });

/** The same of what was told beside the records, to a desk that said which of it its file knows. */
const regainedChangeLine = z.strictObject({ kind: z.literal('regainedChange'), change: regainedChange });
const regainedChangesEnd = z.strictObject({ kind: z.literal('regainedChangesEnd'), left: z.int().min(0) });

/**
 * The desk's enrolment is over: this record or change is kept at the region until people decide. To a desk that said what it
 * holds, or told changes.
 */
const undecidedLine = z.strictObject({ kind: z.literal('undecided'), messageId: z.uuid() });

/** What an answer holds, one line each. */
export const answerLine = z.discriminatedUnion('kind', [
  signedLine,
  photoLine,
  regainedLine,
  regainedEnd,
  regainedChangeLine,
  regainedChangesEnd,
  undecidedLine,
]);
export type AnswerLine = z.infer<typeof answerLine>;
export type SignedLine = z.infer<typeof signedLine>;

import { z } from 'zod';
import { sha256Hex } from './candidacy-message.ts';
import { signedText } from './signed-text.ts';

/** Version 2 of the exchange: frames up, acknowledgements down the same response (docs/sync-protocol.md). */
export const PUSH_MEDIA_TYPE = 'application/vnd.kaoji.frames';
export const ACK_MEDIA_TYPE = 'application/x-ndjson';

/** Names the content of one record; `deskSeq` rises by one per outbox row of an opening of the desk's file. */
const recordEnvelopeV2 = z.strictObject({
  v: z.literal(2),
  /** 1 = SHA-256 / Ed25519; 2 is reserved for SM2/SM3/SM4 */
  suite: z.literal(1),
  messageId: z.uuid(),
  deviceId: z.uuid(),
  incarnation: z.string().regex(/^[0-9A-Za-z-]{1,60}$/),
  deskSeq: z.int().min(1),
  bodySha256: sha256Hex,
  photoSha256: sha256Hex.nullable(),
  /** bytes of the photo; null exactly when there is none */
  photoBytes: z.int().min(1).nullable(),
  /** Ed25519 (base64) of the desk over the rest: with it the number is evidence; absent where nobody is enrolled */
  signature: z.string().max(120).optional(),
});
export type RecordEnvelopeV2 = z.infer<typeof recordEnvelopeV2>;

/** One line of a frame of records: `body` is the exact canonical text that the hash is over. */
export const recordLine = z.strictObject({ envelope: recordEnvelopeV2, body: z.string().max(128 * 1024) });

/** What is wrong with one message or one photo; the rest of the stream goes on. */
const lineFault = z.string().max(40);

/**
 * One line of the answer. `s: 'text'`: the text is durable, its photo is awaited; `s: 'undecided'`: text and photo are
 * durable, and people of the region decide, because the desk's enrolment is over; `s: 'parked'`: a change is kept, what it
 * builds on is not here yet; `receipt`: final; `b`/`n`: so many bytes
 * of the photo are durable from its start; `t`: alive; `end`: the last line, with the highest number of this desk below
 * which nothing is missing.
 */
export const ackLine = z.union([
  z.strictObject({ o: z.uuid(), s: z.enum(['text', 'undecided', 'parked']) }),
  z.strictObject({ o: z.uuid(), receipt: signedText, repeated: z.boolean() }),
  z.strictObject({ o: z.uuid(), bad: lineFault }),
  z.strictObject({ b: sha256Hex, n: z.int().min(0) }),
  z.strictObject({ b: sha256Hex, bad: lineFault }),
  z.strictObject({ t: z.iso.datetime() }),
  z.strictObject({ end: z.literal(1), contiguous: z.int().min(0) }),
  z.strictObject({ bad: lineFault }),
]);
export type AckLine = z.infer<typeof ackLine>;

/** POST /v2/have: what is held of these messages and photos? Asked at start and after a fault. */
export const haveRequestV2 = z.strictObject({
  ids: z.array(z.uuid()).max(500),
  photos: z.array(sha256Hex).max(500),
});
export const haveAnswerV2 = z.object({
  v: z.literal(2),
  held: z.array(z.object({ messageId: z.uuid(), receipt: signedText })),
  /** text durable, photo not whole yet */
  text: z.array(z.uuid()),
  /** here whole, waiting for people of the region: the desk's enrolment is over */
  undecided: z.array(z.uuid()).default([]),
  /** changes that are kept until what they build on is here */
  parked: z.array(z.uuid()).default([]),
  missing: z.array(z.uuid()),
  /** bytes durable from the start; -1 = whole */
  photos: z.array(z.object({ sha256: sha256Hex, bytes: z.int().min(-1) })),
});
export type HaveAnswerV2 = z.infer<typeof haveAnswerV2>;

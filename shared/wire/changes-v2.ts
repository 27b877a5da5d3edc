import { z } from 'zod';
import { sha256Hex } from './candidacy-message.ts';

/** What came beside the records, for the region's staff (with the word of the data folder). */
const toldStates = ['parked', 'undecided', 'stored', 'refused'] as const;

/** GET /v2/changes: oldest first behind the cursor of the page before; every word narrows the list. */
export const changesQuery = z.strictObject({
  office: z.uuid().optional(),
  candidacy: z.uuid().optional(),
  application: z.uuid().optional(),
  kind: z.string().max(40).optional(),
  state: z.enum(toldStates).optional(),
  /** `next` of the page before */
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ChangesQuery = z.output<typeof changesQuery>;

const toldLine = z.object({
  messageId: z.uuid(),
  kind: z.string().nullable(),
  state: z.enum(toldStates),
  /** of a parked one: the record, the change before it, a newer program, the rest of its file */
  waitsFor: z.enum(['record', 'before', 'program', 'file']).nullable(),
  reasonCode: z.string().nullable(),
  candidacyId: z.uuid().nullable(),
  /** what issue.ts --decide names */
  applicationId: z.uuid().nullable(),
  /** as the record in force has it, or the application; null while neither is here */
  fullName: z.string().nullable(),
  officeId: z.uuid().nullable(),
  deviceId: z.uuid(),
  changeSeq: z.int(),
  arrivedAt: z.iso.datetime(),
});
export type ToldLine = z.infer<typeof toldLine>;
export const changesAnswer = z.object({ v: z.literal(2), changes: z.array(toldLine), next: z.string().nullable() });
export type ChangesAnswer = z.infer<typeof changesAnswer>;

/** GET /v2/change?id=…: one of them whole, exactly as it was sent. */
export const changeQuery = z.strictObject({ id: z.uuid() });
export const changeAnswer = toldLine.extend({ v: z.literal(2), body: z.string() });
export type ChangeAnswer = z.infer<typeof changeAnswer>;

/** GET /v2/evidence?application=…: pages of evidence of an application as its last message lists them. */
export const evidenceQuery = z.strictObject({ application: z.uuid() });
const evidenceLine = z.object({
  evidenceId: z.uuid(),
  kind: z.string(),
  position: z.int(),
  sha256: sha256Hex,
  turns: z.int(),
  /** the page has come whole */
  isHere: z.boolean(),
});
export type EvidenceLine = z.infer<typeof evidenceLine>;
export const evidenceAnswer = z.object({ v: z.literal(2), pages: z.array(evidenceLine) });

/** GET /v2/evidence-page?application=…&sha256=…: one of them, a JPEG. */
export const evidencePageQuery = z.strictObject({ application: z.uuid(), sha256: sha256Hex });

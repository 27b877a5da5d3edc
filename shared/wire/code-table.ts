import { z } from 'zod';
import { valueTables } from '../domain/code-table.ts';

/** What a person reads: no control characters, nothing that turns the line around. */
const plainText = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u);
const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const placeCode = z.string().regex(/^[0-9A-Za-z]{1,20}$/);

const edition = {
  id: z.string().min(1).max(60),
  label: plainText,
  /** first day on which it holds; the table before it holds until then */
  inForceFrom: plainDate,
};

/** Codes of a field, as long as a message carries them (candidacy-message.ts). */
const valueTable = z.strictObject({
  table: z.enum(valueTables),
  ...edition,
  entries: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[0-9A-Za-z]{1,4}$/),
        label: plainText,
        otherNames: z.array(plainText).max(20).optional(),
      }),
    )
    .min(1)
    .max(500),
});

const areaTable = z.strictObject({
  table: z.literal('examArea'),
  ...edition,
  entries: z
    .array(z.strictObject({ code: placeCode, name: plainText, leagueName: plainText }))
    .min(1)
    .max(500),
});

const schoolTable = z.strictObject({
  table: z.literal('school'),
  ...edition,
  entries: z
    .array(z.strictObject({ code: placeCode, name: plainText, examAreaCode: placeCode }))
    .min(1)
    .max(3000),
});

/** One edition of one code table, whole: what is not in it is no longer in force. */
export const regionCodeTable = z.discriminatedUnion('table', [valueTable, areaTable, schoolTable]);
export type RegionCodeTable = z.infer<typeof regionCodeTable>;

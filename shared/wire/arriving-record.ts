import { z } from 'zod';
import { signedText } from './signed-text.ts';

/**
 * The record of a pupil who joins a school of another county (3.1c), as the region holds it: the message in force exactly as
 * its county sent it, with the receipt for it. The photo comes beside it, by the hash that the message names: over GET
 * /v2/photo, or as a line of the answer parcel.
 */
export const arrivingRecord = {
  candidacyId: z.uuid(),
  applicationId: z.uuid(),
  /** the school that the pupil leaves */
  fromSchool: z.strictObject({ code: z.string().max(40).nullable(), name: z.string().max(200).nullable() }),
  /** of the region's list; a class that the office does not have, or null, is for the joining school to name */
  joiningSchool: z.strictObject({ code: z.string().max(40), name: z.string().max(200) }),
  classCode: z.string().max(40).nullable(),
  standing: z.enum(['inEffect', 'suspended']),
  /** the number that holds: the region may have given another one since the message */
  candidacyNo: z.string().max(40).nullable(),
  /** numbers that the record had before, oldest first: people are found by each of them */
  formerNumbers: z.array(z.string().max(40)).max(20),
  message: z.strictObject({ messageId: z.uuid(), revision: z.int().min(1), body: z.string().max(128 * 1024) }),
  receipt: signedText,
  decidedBy: z.string().min(1).max(100),
  decidedAt: z.iso.datetime(),
} as const;

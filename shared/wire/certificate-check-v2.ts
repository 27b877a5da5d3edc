import { z } from 'zod';
import { certificateVerdicts } from '../domain/certificate-verdict.ts';

/**
 * POST /v2/certificate-check: `text` is the line of the QR code, or the number; `code` is typed with a number. Open to anybody who has a
 * paper in hand.
 */
export const certificateCheckRequest = z.strictObject({
  text: z.string().min(1).max(400),
  code: z.string().max(40).default(''),
});
export type CertificateCheckRequest = z.output<typeof certificateCheckRequest>;

export const certificateCheckAnswer = z.object({
  v: z.literal(2),
  verdict: z.enum(certificateVerdicts),
  /** Chinese: what it means and what to do */
  sentence: z.string(),
  number: z.string().nullable(),
  /** null where nothing is proven, as everything below */
  issuedOn: z.string().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  /** for the region's staff only: it may name somebody */
  withdrawnReason: z.string().nullable(),
  /** the desk that signed it */
  desk: z.object({ deviceId: z.uuid(), officeId: z.uuid(), deskName: z.string() }).nullable(),
  /** of the candidacy as the register has it now, masked: to compare with the paper and with who holds it */
  holder: z.object({ fullName: z.string(), documentNumber: z.string() }).nullable(),
});
export type CertificateCheckAnswer = z.infer<typeof certificateCheckAnswer>;

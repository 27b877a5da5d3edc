import { z } from 'zod';
import { command, query } from './call.ts';
import { instant } from './shapes.ts';

const administrator = ['officeAdministrator'] as const;

/** This desk as the region knows it: enrolled with a code or a file, renewed, revoked. */
export const device = {
  'device.status': query(
    'anyone',
    z.object({}),
    z.object({
      deskName: z.string(),
      deviceId: z.string(),
      /** of this desk's key, to compare by telephone */
      fingerprint: z.string(),
      officeName: z.string(),
      receiverUrl: z.string().nullable(),
      /** by the region's clock; null = this desk has no certificate yet */
      certificate: z
        .object({ validFrom: instant, validUntil: instant, enrolledBy: z.string(), issuedAt: instant })
        .nullable(),
      /** one word for lists: 没登记, 有效, 快到期, 过期, 已停用, 别的旗县 */
      word: z.string(),
      tone: z.enum(['good', 'warn', 'bad']),
      /** one or two Chinese sentences: how it stands, what becomes of the records, what to do */
      sentence: z.string(),
      /** another opening of this desk's file is at work; null = none is known */
      copySentence: z.string().nullable(),
      /** what the region holds of this desk and did not come back; null = nothing */
      leftSentence: z.string().nullable(),
      askedAt: instant.nullable(),
    }),
  ),
  /** over the network; the code is used up by it */
  'device.enrolByCode': command(administrator, z.object({ code: z.string().min(4).max(60) }), z.object({})),
  'device.renew': command(administrator, z.object({}), z.object({})),
  /** the request for the region, on a stick; null = cancelled in the dialog */
  'device.exportRequest': command(
    administrator,
    z.object({}),
    z.object({ fileName: z.string(), fingerprint: z.string() }).nullable(),
  ),
  /** the region's certificate from a stick; null = cancelled in the dialog */
  'device.readCertificate': command(administrator, z.object({}), z.object({ validUntil: instant }).nullable()),
};

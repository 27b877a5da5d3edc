import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant, offeredAct, toldToRegion } from './shapes.ts';

const anyStaff = [
  'clerk',
  'reviewer',
  'officeAdministrator',
  'schoolAdministrator',
  'classTeacher',
  'auditor',
] as const;
const county = ['clerk', 'reviewer', 'officeAdministrator'] as const;
const withdrawing = ['reviewer', 'officeAdministrator'] as const;

/** A certificate of results as its application shows it. */
const certificateLine = z.object({
  certificateId: id,
  number: z.string(),
  issuedAt: instant,
  issuedBy: z.string(),
  prints: z.int(),
  withdrawn: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  subjects: z.array(z.object({ label: z.string(), outcome: z.enum(['pass', 'fail']), source: z.string() })),
  /** whether the region knows of it, and of its withdrawal: it answers who asks there */
  told: toldToRegion.nullable(),
  acts: z.array(offeredAct),
});

export const certificate = {
  /** the certificate that an application led to; null = none (yet) */
  'certificate.ofApplication': query(anyStaff, z.object({ applicationId: id }), certificateLine.nullable()),
  /** A4 PDF where the person says, counted and logged with its purpose (2.6); null = cancelled */
  'certificate.print': command(
    county,
    z.object({
      certificateId: id,
      purpose: z.string().trim().min(2, '用途：写明给谁、作什么用，至少 2 个字').max(100),
    }),
    z.object({ fileName: z.string(), copy: z.int() }).nullable(),
  ),
  /** from here on the verifier says withdrawn */
  'certificate.withdraw': command(
    withdrawing,
    z.object({ certificateId: id, reason: z.string().trim().min(2, '原因：写明为什么撤销，至少 2 个字').max(300) }),
    z.object({}),
  ),
  /** proves a paper by its QR line, or by its number and typed code; of the person it tells the masked name and number, to compare */
  'certificate.verify': query(
    anyStaff,
    z.object({ text: z.string().max(400), code: z.string().max(40) }),
    z.object({
      verdict: z.enum(['genuine', 'withdrawn', 'wrong', 'notOfThisDesk', 'unreadable']),
      /** Chinese, what to do with it */
      sentence: z.string(),
      number: z.string().nullable(),
      issuedOn: z.string().nullable(),
      subjects: z.int().nullable(),
      /** for whom it was issued, masked; null where nothing is proven */
      holder: z.object({ fullName: z.string(), documentNumber: z.string() }).nullable(),
    }),
  ),
};

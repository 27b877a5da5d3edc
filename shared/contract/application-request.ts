import { z } from 'zod';
import { applicantKinds } from '../domain/applicant.ts';
import { foreignExamTypes, noCounterpart } from '../domain/foreign-result.ts';
import { examSubjects } from '../labels/exam-subject.ts';
import { candidateData, documentType } from './shapes.ts';

const reason = z.string().min(2).max(300);
const applicant = z.object({
  by: z.enum(applicantKinds),
  fullName: z.string().max(200).nullable(),
  relation: z.string().max(30).nullable(),
});
/** PlainDate; that there is such a day is a rule's word */
const day = z.string().max(10);

/** What is asked for, by kind. Shape only: the rules judge it. */
export const applicationRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('privateRegistration'), data: candidateData }),
  z.object({
    kind: z.literal('correction'),
    /** only the fields of 2.3a; a value equal to the stored one is no change */
    changes: z.object({
      fullName: z.string().max(200).optional(),
      ethnicity: z.string().max(2).optional(),
      documentType: documentType.optional(),
      documentNumber: z.string().max(40).optional(),
      /** follow the document number: offered from it, kept as asked */
      sex: z.string().max(1).optional(),
      birthDate: z.string().max(10).optional(),
    }),
  }),
  z.object({
    kind: z.literal('transfer'),
    /** `code` null = a school outside the region, named by hand */
    joiningSchool: z.object({ code: z.string().max(20).nullable(), name: z.string().max(200) }),
    applicant,
    /** the candidate's full document, enrolment or candidacy number: asked of the school that the pupil only joins */
    candidateNumber: z.string().max(40).nullable(),
  }),
  z.object({ kind: z.literal('suspension'), applicant, from: day, until: day.nullable() }),
  z.object({ kind: z.literal('reinstatement'), applicant, on: day }),
  z.object({
    kind: z.literal('recognitionOfResults'),
    certificate: z.object({
      province: z.string().max(2),
      issuer: z.string().max(100),
      certificateNo: z.string().max(60),
    }),
    lines: z
      .array(
        z.object({
          /** subject and result in the words of the certificate */
          name: z.string().max(40),
          examType: z.enum(foreignExamTypes),
          asCertified: z.string().max(40),
          outcome: z.enum(['pass', 'fail']),
          /** null = not said yet; what is called the same is filled in by itself */
          subject: z.enum([...examSubjects, noCounterpart]).nullable(),
        }),
      )
      .max(40),
  }),
  /** what the certificate is for, e.g. the school that is joined */
  z.object({ kind: z.literal('certificateOfResults'), purpose: z.string().max(100) }),
  z.object({ kind: z.literal('reopening'), reason }),
]);

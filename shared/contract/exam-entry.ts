import { z } from 'zod';
import { slipStates } from '../domain/exam-entry.ts';
import { manyLimit } from '../domain/list-limit.ts';
import { examSubjects } from '../labels/exam-subject.ts';
import { command, query } from './call.ts';
import {
  candidacyStatus,
  finding,
  id,
  instant,
  manyResult,
  offeredAct,
  plainDate,
  shortText,
  version,
} from './shapes.ts';

const entering = ['clerk', 'schoolAdministrator', 'classTeacher'] as const;
const reading = [...entering, 'reviewer', 'officeAdministrator', 'auditor'] as const;

/** A sitting as the calendar names it: `2026-autumn`. */
const sittingId = z.string().min(1).max(40);
const subject = z.enum(examSubjects);
const chosen = z.array(subject).max(examSubjects.length);
const language = z.string().max(2).nullable();

const sitting = z.object({
  sitting: sittingId,
  label: z.string(),
  /** first exam day in +08:00 */
  startsOn: plainDate,
});

/** The entry that counts: the newest version. */
const entry = z.object({
  version,
  state: z.enum(['entered', 'withdrawn']),
  subjects: chosen,
  foreignLanguage: language,
  enteredBy: z.string(),
  enteredAt: instant,
  /** why it was withdrawn */
  reason: z.string().nullable(),
});

export const examEntry = {
  /** `sitting` null = the next one; `classId` null = the first class, 'private' = private candidates */
  'examEntry.classBoard': query(
    reading,
    z.object({ sitting: sittingId.nullable(), classId: z.union([id, z.literal('private')]).nullable() }),
    z.object({
      sittings: z.array(sitting),
      sitting: sitting.nullable(),
      /** when entry is open, as published; null cohort = every cohort */
      windows: z.array(z.object({ cohortYear: z.int().nullable(), opensAt: instant, closesAt: instant })),
      classes: z.array(
        z.object({
          /** null = private candidates */
          classId: id.nullable(),
          schoolName: z.string().nullable(),
          className: z.string(),
          pupils: z.int(),
          entered: z.int(),
          /** of those entered: slips made for the present choice, signed or not, and those that came back signed */
          printed: z.int(),
          signed: z.int(),
        }),
      ),
      classId: id.nullable(),
      /** in seat order, at most 500 */
      pupils: z.array(
        z.object({
          candidacyId: id,
          fullName: z.string(),
          seatNo: z.int().nullable(),
          status: candidacyStatus,
          /** false = no entry is possible for this candidate, whatever the subjects */
          mayEnter: z.boolean(),
          entry: entry
            .pick({ version: true, state: true, subjects: true, foreignLanguage: true })
            .extend({ slip: z.enum(slipStates) })
            .nullable(),
        }),
      ),
    }),
  ),
  /** What one candidate may choose, judged with the choice on the screen; `subjects` null = the present entry's. */
  'examEntry.offer': query(
    reading,
    z.object({ candidacyId: id, sitting: sittingId, subjects: chosen.nullable(), foreignLanguage: language }),
    z.object({
      candidacyId: id,
      fullName: z.string(),
      schoolName: z.string().nullable(),
      className: z.string().nullable(),
      seatNo: z.int().nullable(),
      status: candidacyStatus,
      isPrivate: z.boolean(),
      captureId: id.nullable(),
      registeredLanguage: language,
      sitting,
      entry: entry.nullable(),
      /** 0 = nothing entered yet */
      version,
      subjects: z.array(
        z.object({
          code: subject,
          label: z.string(),
          run: z.enum(['region', 'league']),
          open: z.boolean(),
          why: z.array(finding),
          /** what is known of it so far, oldest first; `source` in Chinese */
          results: z.array(z.object({ outcome: z.enum(['pass', 'fail']), source: z.string(), at: instant })),
        }),
      ),
      languages: z.array(z.object({ code: z.string(), label: z.string() })),
      chosen,
      foreignLanguage: language,
      /** most subjects that this candidate may choose; null = no limit is known */
      most: z.int().nullable(),
      perform: offeredAct,
      /** what goes on with a mark, judged by the region */
      flags: z.array(finding),
      withdraw: offeredAct,
      slipsPrinted: z.int(),
      /** the paper of the present choice, and who took it in signed */
      slip: z.object({ state: z.enum(slipStates), signedBy: z.string().nullable(), signedAt: instant.nullable() }),
    }),
  ),
  'examEntry.perform': command(
    entering,
    z.object({ candidacyId: id, version, sitting: sittingId, subjects: chosen, foreignLanguage: language }),
    z.object({ version, flags: z.array(finding) }),
  ),
  /** The same subjects for many; `foreignLanguage` null = each as registered. */
  'examEntry.performMany': command(
    entering,
    z.object({
      sitting: sittingId,
      subjects: chosen,
      foreignLanguage: language,
      items: z
        .array(z.object({ candidacyId: id, version }))
        .min(1)
        .max(manyLimit),
    }),
    manyResult,
  ),
  'examEntry.withdraw': command(
    entering,
    z.object({
      candidacyId: id,
      version,
      sitting: sittingId,
      reason: shortText.trim().min(2, '写明撤回的原因，至少 2 个字'),
    }),
    z.object({ version }),
  ),
  /** Signed slips came back (`signed`), or that mark is undone; `version` is the entry the paper was printed for. */
  'examEntry.markSlips': command(
    entering,
    z.object({
      sitting: sittingId,
      signed: z.boolean(),
      items: z
        .array(z.object({ candidacyId: id, version }))
        .min(1)
        .max(manyLimit),
    }),
    manyResult,
  ),
  /** One page each as a PDF where the person says; null = cancelled */
  'examEntry.printSlip': command(
    entering,
    z.object({ sitting: sittingId, candidacyIds: z.array(id).min(1).max(100) }),
    z.object({ fileName: z.string(), slips: z.int() }).nullable(),
  ),
};

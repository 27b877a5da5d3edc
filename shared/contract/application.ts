import { z } from 'zod';
import { applicationKinds } from '../domain/application-kind.ts';
import { applicationStates } from '../domain/application-status.ts';
import { evidenceKinds } from '../domain/evidence-kind.ts';
import { mostEvidencePages } from '../domain/evidence-limit.ts';
import { applicationRequest } from './application-request.ts';
import { command, query } from './call.ts';
import { bytes, candidacyStatus, finding, id, instant, offeredAct, toldToRegion, version } from './shapes.ts';

const applicationKind = z.enum(applicationKinds);
const reason = z.string().min(2).max(300);

/** An application in a queue. */
const applicationLine = z.object({
  applicationId: id,
  version,
  kind: applicationKind,
  kindLabel: z.string(),
  /** what is to be decided, in one line: 更正姓名 斯琴高娃 → 斯琴高洼 */
  title: z.string(),
  candidacyId: id,
  fullName: z.string(),
  schoolName: z.string().nullable(),
  className: z.string().nullable(),
  state: z.enum(applicationStates),
  /** where it lies: 等学校同意 / 在自治区 / 已办结 */
  place: z.string(),
  /** since when it lies there */
  since: instant,
  /** what is due and why, with the instant: 更正窗口 4 月 1 日 17:00 关闭，还有 3 天 */
  due: z.string().nullable(),
  /** for sorting: the instant behind `due` */
  dueAt: instant.nullable(),
  reason: z.string().nullable(),
  acts: z.array(offeredAct),
});

const part = z.number().min(0).max(1);

const evidencePage = z.object({
  /** 1, 2, … */
  position: z.int(),
  turns: z.int().min(0).max(3),
  /** parts of the unturned picture, 0–1 */
  covers: z.array(z.object({ x: part, y: part, width: part, height: part })).max(100),
});

const evidenceItem = z.object({
  evidenceId: id,
  kind: z.enum(evidenceKinds),
  kindLabel: z.string(),
  source: z.enum(['camera', 'picture', 'pdf']),
  addedBy: z.string(),
  addedAt: instant,
  pages: z.array(evidencePage),
});

const timelineEntry = z.object({
  at: instant,
  who: z.string(),
  /** 提交 / 学校同意 / 退回补正 … */
  what: z.string(),
  /** true: taken outside this office and brought by a decision */
  elsewhere: z.boolean(),
  reason: z.string().nullable(),
});

const items = z
  .array(z.object({ applicationId: id, version }))
  .min(1)
  .max(200);

const anyStaff = ['clerk', 'reviewer', 'officeAdministrator', 'schoolAdministrator', 'classTeacher'] as const;
const deciders = ['reviewer', 'officeAdministrator', 'schoolAdministrator'] as const;

/** The queues: mine to decide, waiting for others, returned to be mended, decided; and my own drafts. */
const applicationDuties = ['mine', 'others', 'returned', 'drafts', 'decided'] as const;

export const application = {
  'application.list': query(
    [...anyStaff, 'auditor'],
    z.object({ duty: z.enum(applicationDuties), kind: applicationKind.nullable() }),
    z.object({
      lines: z.array(applicationLine),
      /** how many lie in each queue, whatever the filter */
      counts: z.record(z.enum(applicationDuties), z.int()),
    }),
  ),
  'application.sheet': query(
    [...anyStaff, 'auditor'],
    z.object({ applicationId: id }),
    z.object({
      line: applicationLine,
      /** what changes: old → new in words; numbers masked */
      changes: z.array(z.object({ field: z.string(), label: z.string(), from: z.string(), to: z.string() })),
      /** other lines of the request, e.g. the reason of a reopening or the data of a private candidate */
      particulars: z.array(z.object({ label: z.string(), value: z.string() })),
      /** the request as it was typed, for the form that mends it; null where this account may not mend it */
      request: applicationRequest.nullable(),
      steps: z.array(
        z.object({
          label: z.string(),
          /** done / now / later; `skipped` never happens: a step is in the chain or it is not */
          state: z.enum(['done', 'now', 'later']),
          at: instant.nullable(),
          who: z.string().nullable(),
          elsewhere: z.boolean(),
        }),
      ),
      timeline: z.array(timelineEntry),
      evidence: z.array(evidenceItem),
      /** how the region was told of it, and of its pages; null = it is not the region's so far */
      told: toldToRegion.nullable(),
      /** open classes to choose from where agreeing names one (the school that a pupil joins); null = it does not */
      joiningClasses: z.array(z.object({ classId: id, name: z.string(), cohortYear: z.int() })).nullable(),
      /** kinds that must be there before it can be submitted */
      evidenceNeeded: z.array(z.object({ kind: z.enum(evidenceKinds), label: z.string(), given: z.boolean() })),
      /** of the act that is due now */
      findings: z.array(finding),
      editionLabel: z.string(),
    }),
  ),
  /** prepares an application; `candidacyId` is null for a private candidate, who is entered with it */
  'application.start': command(
    anyStaff,
    z.object({ candidacyId: id.nullable(), request: applicationRequest }),
    z.object({ applicationId: id, version, candidacyId: id, findings: z.array(finding) }),
  ),
  /** changes the request while it is a draft or was returned */
  'application.amend': command(
    anyStaff,
    z.object({ applicationId: id, version, request: applicationRequest }),
    z.object({ version, findings: z.array(finding) }),
  ),
  /** in person, complete, with its evidence; outside its window it is kept and waits */
  'application.submit': command(
    anyStaff,
    z.object({ applicationId: id, version, applicantPresent: z.boolean() }),
    z.object({ version, state: z.enum(applicationStates), place: z.string(), waitsUntil: instant.nullable() }),
  ),
  /** the step that is due is agreed to; the last one carries the application out. One result line each */
  'application.agree': command(
    deciders,
    z.object({
      items,
      /** the class that the school a pupil joins names for all of these; null = not its step */
      joiningClassId: id.nullable().default(null),
    }),
    z.object({
      done: z.array(id),
      failed: z.array(z.object({ applicationId: id, fullName: z.string(), sentence: z.string() })),
    }),
  ),
  /** back to the applicant, with everything that is missing at once */
  'application.return': command(deciders, z.object({ applicationId: id, version, reason }), z.object({ version })),
  'application.reject': command(deciders, z.object({ applicationId: id, version, reason }), z.object({ version })),
  /** the applicant takes it back; nothing of the record changes */
  'application.withdraw': command(anyStaff, z.object({ applicationId: id, version, reason }), z.object({ version })),
  /** A4 PDF where the person says, counted and logged with its purpose (2.6); null = cancelled */
  'application.print': command(
    anyStaff,
    z.object({
      applicationId: id,
      purpose: z.string().trim().min(2, '用途：写明给谁、作什么用，至少 2 个字').max(100),
    }),
    z.object({ fileName: z.string(), copy: z.int() }).nullable(),
  ),
  /** the next one of mine after this, in the queue's order */
  'application.next': query(
    deciders,
    z.object({ after: id.nullable(), kind: applicationKind.nullable() }),
    z.object({ applicationId: id.nullable() }),
  ),
  /** people of this account's scope that an application can be about, by name, initials or any number */
  'application.candidates': query(
    anyStaff,
    z.object({
      text: z.string().max(100),
      /** a school also finds somebody of another school, by full name and full number together */
      joining: z.boolean().default(false),
    }),
    z.array(
      z.object({
        candidacyId: id,
        fullName: z.string(),
        schoolName: z.string().nullable(),
        className: z.string().nullable(),
        documentLastFour: z.string(),
        status: candidacyStatus,
        isPrivate: z.boolean(),
        /** what a correction can change, in words and masked: the form shows it beside the new value */
        current: z.array(z.object({ field: z.string(), label: z.string(), value: z.string() })),
      }),
    ),
  ),
  /** schools of the region that a pupil can be transferred to, those here first */
  'application.joiningSchools': query(
    anyStaff,
    z.object({}),
    z.array(z.object({ code: z.string(), name: z.string(), areaName: z.string(), isHere: z.boolean() })),
  ),
  /** opens the file dialog and proves the file by its bytes; nothing is stored. Null = cancelled */
  'application.chooseEvidenceFile': command(
    anyStaff,
    z.object({}),
    z
      .object({
        kind: z.enum(['jpeg', 'png', 'pdf']),
        bytes,
        /** names the file, whose hash main keeps, when its pages are added */
        fileToken: id,
      })
      .nullable(),
  ),
  /** pages as JPEG, of a chosen file or (null) from the camera; a page that is no picture, or too large, refuses all with the reason */
  'application.addEvidence': command(
    anyStaff,
    z.object({
      applicationId: id,
      version,
      kind: z.enum(evidenceKinds),
      fileToken: id.nullable(),
      pages: z.array(bytes).min(1).max(mostEvidencePages),
    }),
    z.object({ evidenceId: id, version }),
  ),
  'application.removeEvidence': command(
    anyStaff,
    z.object({ applicationId: id, version, evidenceId: id }),
    z.object({ version }),
  ),
  /** turns and covers of one page; the picture itself is never changed */
  'application.arrangePage': command(
    anyStaff,
    z.object({ applicationId: id, evidenceId: id, page: evidencePage }),
    z.object({}),
  ),
  /** one page; reading is logged */
  'application.readPage': query(
    [...anyStaff, 'auditor'],
    z.object({ evidenceId: id, position: z.int() }),
    z.object({ bytes }),
  ),
};

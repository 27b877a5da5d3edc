import { z } from 'zod';
import { candidacyStatuses } from '../domain/candidacy-status.ts';
import { documentStates, documentTypes } from '../domain/candidate-field.ts';
import type { Finding } from '../domain/finding.ts';
import { roles } from '../domain/role.ts';

/** Shapes that several areas of the contract share. */
export const id = z.uuid();
export const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** UTC instant, ISO 8601 with Z */
export const instant = z.iso.datetime();
export const role = z.enum(roles);
export const candidacyStatus = z.enum(candidacyStatuses);
export const documentType = z.enum(documentTypes);
export const documentState = z.enum(documentStates);
export const shortText = z.string().max(200);
export const version = z.int().nonnegative();
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Findings are made by main only; the screens get them as they are. */
export const finding = z.custom<Finding>((value) => typeof value === 'object' && value !== null && 'ruleId' in value);

export const resumeEntry = z.object({
  from: z.string().max(10).nullable(),
  until: z.string().max(10).nullable(),
  place: z.string().max(200),
});
export const familyMember = z.object({
  relation: z.string().max(20),
  fullName: z.string().max(100),
  workplace: z.string().max(200).nullable(),
  phone: z.string().max(30).nullable(),
});

/** CandidateData of shared/domain as input: shape only, judged by the rules afterwards. */
export const candidateData = z.object({
  fullName: z.string().min(1).max(200),
  sex: z.string().max(1),
  ethnicity: z.string().max(2),
  politicalStatus: z.string().max(2).nullable(),
  pupilCategory: shortText.nullable(),
  documentType,
  documentNumber: z.string().max(40),
  birthDate: plainDate,
  householdPlace: shortText.nullable(),
  householdAuthority: shortText.nullable(),
  mobile: z.string().max(30).nullable(),
  address: shortText.nullable(),
  postCode: z.string().max(10).nullable(),
  foreignLanguage: z.string().max(2).nullable(),
  resume: z.array(resumeEntry).max(20),
  family: z.array(familyMember).max(20),
  enrolmentNo: z.string().max(30).nullable(),
  schoolCode: z.string().max(20).nullable(),
  schoolName: shortText.nullable(),
  classCode: z.string().max(20).nullable(),
  className: shortText.nullable(),
  cohortYear: z.int().min(1990).max(2100).nullable(),
});

/** An act offered on a screen: open, or closed with the reasons (always at least one). */
export const offeredAct = z.object({ act: z.string(), open: z.boolean(), why: z.array(finding) });

/** A pupil in a list: number masked, only the last four characters shown. */
export const pupilLine = z.object({
  candidacyId: id,
  version,
  status: candidacyStatus,
  /** 社会考生: no school, no class teacher */
  isPrivate: z.boolean(),
  fullName: z.string(),
  sex: z.string(),
  birthDate: plainDate,
  schoolName: z.string().nullable(),
  className: z.string().nullable(),
  classId: id.nullable(),
  seatNo: z.int().nullable(),
  documentLastFour: z.string(),
  /** true where a shot exists */
  hasShot: z.boolean(),
  /** the shot that counts now, for lists with pictures */
  captureId: id.nullable(),
  /** desk work is finished but waits for the class teacher (DESIGN §5) */
  held: z.boolean(),
  absence: z.enum(['absent', 'late']).nullable(),
  flags: z.array(z.string()),
});

/** Result of an act on many: one line each; one bad record never blocks the rest. */
export const manyResult = z.object({
  done: z.array(id),
  failed: z.array(z.object({ candidacyId: id, fullName: z.string(), sentence: z.string() })),
});

/** How the region was told of something, by its signed receipts; `pages` of evidence beside it. */
export const toldToRegion = z.object({
  state: z.enum(['waiting', 'acknowledged', 'refused']),
  receivedAt: instant.nullable(),
  reason: z.string().nullable(),
  pages: z.int(),
  pagesReceived: z.int(),
});
export type ToldToRegion = z.infer<typeof toldToRegion>;

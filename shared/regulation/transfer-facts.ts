import type { Applicant, Leave } from '../domain/applicant.ts';

/**
 * The school a pupil joins. `code` null = named by hand, outside the region; `id` null = in no list of the region's
 * schools. `isHere` = a school of this office's own exam area.
 */
export type JoiningSchool = {
  readonly id: string | null;
  readonly code: string | null;
  readonly name: string;
  readonly areaName: string | null;
  readonly isHere: boolean;
};

/** The school whose account began an application; null = the county. */
export type FiledAt = { readonly schoolId: string; readonly name: string } | null;

/** What the rules of transfer, suspension and reinstatement ask besides; merged into CandidacyFacts. */
export type TransferFacts = {
  /** null = the application is no transfer, or names no school */
  readonly joiningSchool?: JoiningSchool | null;
  /** internal id of the school whose account takes part in a transfer beside the pupil's own; null = nobody's */
  readonly joiningSchoolId?: string | null;
  readonly filedAt?: FiledAt;
  /** null = no application, or one without an applicant of its own */
  readonly applicant?: Applicant | null;
  /** names of the sittings to come that the candidate is entered for */
  readonly comingEntries?: readonly string[];
  /** names of the candidate's other applications that are under way */
  readonly otherApplications?: readonly string[];
  /** null = the application is about no leave */
  readonly leave?: Leave | null;
};

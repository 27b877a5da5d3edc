import type { CandidacyStatus } from '../domain/candidacy-status.ts';
import type { CandidateData, CandidateField, DocumentState } from '../domain/candidate-field.ts';
import type { CodeTables } from '../domain/code-table.ts';
import type { Role } from '../domain/role.ts';
import type { ShotVerdict } from '../labels/photo-verdict.ts';
import type { OverrideKind } from '../photo/override-kind.ts';
import type { PhotoCause } from '../photo/photo-cause.ts';
import type { ApplicationFacts } from './application-facts.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import type { ExamEntryFacts } from './exam-entry-facts.ts';
import type { RecognitionFacts } from './recognition-facts.ts';
import type { SchoolFacts } from './school-facts.ts';
import type { TransferFacts } from './transfer-facts.ts';
import type { WindowFacts } from './window-facts.ts';

/** Pupils of a school here, or private candidates (社会考生). */
export type EntryCategory = 'enrolled' | 'private';

/** What the region's enrolment list says about a pupil, found by enrolment number or document number. */
export type EnrolmentRecord = {
  readonly schoolCode: string;
  readonly schoolName: string;
  readonly fullName: string;
  readonly documentNumber: string | null;
};

/** The class teacher's approval; `foreign` = brought by the roster, not given on this desk. `on` is a PlainDate or instant. */
export type TeacherApproval = { readonly by: string; readonly on: string; readonly foreign: boolean };

/** Decision of county and region on a private candidate (1.1.3). */
export type PrivateApproval = { readonly county: boolean | null; readonly region: boolean | null };

/** How the clerk held the document against the record: read by a device or the last four characters keyed by eye. */
export type DocumentComparison = { readonly how: 'read' | 'lastFour'; readonly agrees: boolean };

/** Another current holder of a number. */
export type NumberHolder = {
  readonly candidacyId: string;
  readonly fullName: string;
  readonly schoolName: string | null;
};

/** Somebody else whose photo looks the same. */
export type PhotoTwin = { readonly fullName: string; readonly className: string | null };

export type ExamArea = { readonly code: string; readonly name: string };

/** A published window (UTC instants), opening included, closing excluded. */
export type PublishedWindow = { readonly opensAt: string; readonly closesAt: string };

/**
 * Everything the rules of this path may ask. Left out = unknown, which each rule answers in its own way; null = known
 * not to be there. Dates and the present moment are facts. The fields of CandidateData stand here under their own names.
 */
export type CandidacyFacts = Partial<CandidateData> &
  ApplicationFacts &
  ExamEntryFacts &
  WindowFacts &
  RecognitionFacts &
  CertificateFacts &
  SchoolFacts &
  TransferFacts & {
    /** today in +08:00 and the present instant in UTC, both by the device's clock */
    readonly today?: string;
    readonly now?: string;
    /** first day of the edition the act is judged by; `check` fills it in */
    readonly editionInForceFrom?: string;
    /** codes that may stand in the record: those in force, and those that it carried before they went */
    readonly codeTables?: CodeTables;
    readonly entryCategory?: EntryCategory;
    readonly status?: CandidacyStatus;
    /** fields an act wants to change */
    readonly changedFields?: readonly CandidateField[];

    readonly enrolmentListImported?: boolean;
    /** null = the list is here and the pupil is not on it */
    readonly enrolmentRecord?: EnrolmentRecord | null;
    /** exam area of the pupil's school; null = the school is in no list */
    readonly schoolArea?: ExamArea | null;
    /** school codes of the office's own exam area */
    readonly ownSchoolCodes?: readonly string[];

    readonly teacherApproval?: TeacherApproval | null;
    readonly privateApproval?: PrivateApproval | null;

    readonly hasShot?: boolean;
    /** what the gate said of the shot that counts; null = there is none */
    readonly photoVerdict?: ShotVerdict | null;
    /** empty = nothing wrong, or nothing measured */
    readonly photoCauses?: readonly PhotoCause[];
    /** why a second person let the shot pass; null = nobody did */
    readonly photoOverride?: OverrideKind | null;
    readonly photoLookAlikes?: readonly PhotoTwin[];
    readonly documentState?: DocumentState | null;
    readonly documentComparison?: DocumentComparison | null;
    readonly unsettledDifferences?: readonly CandidateField[];
    readonly pupilConfirmed?: boolean;
    readonly pupilPresent?: boolean;
    /** the guardian's answer for a pupil under the age of consent; null = nobody has written one down */
    readonly guardianConsent?: boolean | null;

    /** number the candidacy has or would get; null = pending */
    readonly candidacyNo?: string | null;
    readonly candidacyNoHolders?: readonly NumberHolder[];
    readonly documentHolders?: readonly NumberHolder[];
    /** registration windows published for this cohort; empty = none published */
    readonly registrationWindows?: readonly PublishedWindow[];

    /** user ids; null = nobody */
    readonly actorId?: string;
    readonly enteredBy?: string | null;
    readonly capturedBy?: string | null;
    readonly actorRole?: Role;
    readonly actorSchoolId?: string | null;
    readonly actorClassIds?: readonly string[];
    /** internal ids of the pupil's school and class */
    readonly pupilSchoolId?: string | null;
    readonly pupilClassId?: string | null;
  };

export type FactName = keyof CandidacyFacts;
/** The same facts as a rule sees them: what is unknown never reaches a rule (engine.ts). */
export type KnownFacts = { readonly [K in FactName]-?: Exclude<CandidacyFacts[K], undefined> };

import type { EvidenceKind } from '../domain/evidence-kind.ts';
import type { StepKind } from '../domain/procedure-step.ts';

/** What the rules may ask about an application (业务件). User ids where people are named. */
export type ApplicationFacts = {
  /** the step that the act is about; for the applicant's own acts the first one */
  readonly dueStep?: StepKind;
  /** kinds of evidence that are attached */
  readonly evidenceGiven?: readonly EvidenceKind[];
  readonly applicantPresent?: boolean;
  /** the county of this office, as in GB/T 2260 */
  readonly officeCounty?: { readonly code: string; readonly name: string };
  /** who began, changed or submitted it, or attached evidence */
  readonly preparedBy?: readonly string[];
  /** who agreed to another step of it */
  readonly agreedBy?: readonly string[];
  /** steps taken on this office's desks that no open account is left for, once the account that acts has prepared it */
  readonly stepsWithoutDecider?: readonly StepKind[];
};

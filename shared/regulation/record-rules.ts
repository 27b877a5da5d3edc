import type { Rule } from './engine.ts';
import { enrolmentNoIsPossible, numberAgreesWithDocument } from './rules/candidacy-number.ts';
import {
  familyNamesAreWritable,
  foreignLanguageIsPermitted,
  mobileIsPossible,
  partyMemberIsOfAge,
  politicalStatusIsKnown,
  postCodeIsPossible,
} from './rules/candidate-data.ts';
import { documentTypeIsAccepted } from './rules/enrolment.ts';
import {
  ageIsUsual,
  birthDateAgreesWithNumber,
  birthDateIsReal,
  documentNumberIsPossible,
  ethnicityIsKnown,
  nameIsWritable,
  sexAgreesWithNumber,
  sexIsKnown,
} from './rules/identity.ts';
import { requiredFieldRules } from './rules/required-fields.ts';
import { cohortHasBegun, cohortIsInScope } from './rules/scope.ts';

/** What the record itself says: judged wherever it is entered, completed, reviewed, released or received. */
export const recordRules: readonly Rule[] = [
  nameIsWritable,
  documentTypeIsAccepted,
  documentNumberIsPossible,
  sexIsKnown,
  ethnicityIsKnown,
  birthDateIsReal,
  politicalStatusIsKnown,
  foreignLanguageIsPermitted,
  mobileIsPossible,
  postCodeIsPossible,
  enrolmentNoIsPossible,
  cohortIsInScope,
  sexAgreesWithNumber,
  birthDateAgreesWithNumber,
  numberAgreesWithDocument,
  ageIsUsual,
  partyMemberIsOfAge,
  cohortHasBegun,
  familyNamesAreWritable,
  ...requiredFieldRules,
];

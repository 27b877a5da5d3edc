import { agreeApplications } from './agree.ts';
import { amendApplication } from './amend.ts';
import { rejectApplication, returnApplication, withdrawApplication } from './end-or-return.ts';
import { addEvidence, arrangeEvidencePage, takeEvidenceOut } from './evidence.ts';
import { printApplication } from './print.ts';
import { chooseEvidenceFile } from './read-evidence-file.ts';
import { startApplication } from './start.ts';
import { submitApplication } from './submit.ts';

/** Acts on applications, by their name in the contract. */
export const applicationCommands = {
  'application.start': startApplication,
  'application.amend': amendApplication,
  'application.submit': submitApplication,
  'application.agree': agreeApplications,
  'application.return': returnApplication,
  'application.reject': rejectApplication,
  'application.withdraw': withdrawApplication,
  'application.addEvidence': addEvidence,
  'application.removeEvidence': takeEvidenceOut,
  'application.arrangePage': arrangeEvidencePage,
} as const;

/** Calls that open a file dialog. */
export const applicationLongCalls = {
  'application.chooseEvidenceFile': chooseEvidenceFile,
  'application.print': printApplication,
} as const;

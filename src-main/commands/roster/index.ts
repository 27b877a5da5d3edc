import { accept } from './accept.ts';
import { cancel } from './cancel.ts';
import { chooseFile } from './choose-file.ts';
import { mapColumns } from './map-columns.ts';
import { saveReport } from './save-report.ts';
import { saveTemplate } from './save-template.ts';

export { whenImportRests } from './import-job.ts';
export { recoverImports } from './recover-imports.ts';

/** Rosters and enrolment lists: every act is long and manages its own short transactions. */
export const rosterLongCalls = {
  'roster.chooseFile': chooseFile,
  'roster.mapColumns': mapColumns,
  'roster.accept': accept,
  'roster.cancel': cancel,
  'roster.saveReport': saveReport,
  'roster.saveTemplate': saveTemplate,
} as const;

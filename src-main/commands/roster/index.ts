import { accept } from './accept.ts';
import { cancel } from './cancel.ts';
import { chooseFile } from './choose-file.ts';
import { mapColumns } from './map-columns.ts';
import { openArrived } from './open-arrived.ts';
import { saveReport } from './save-report.ts';
import { saveTemplate } from './save-template.ts';
import { setArrivedAside } from './set-arrived-aside.ts';

export { whenImportRests } from './import-job.ts';
export { recoverImports } from './recover-imports.ts';

/** Rosters and enrolment lists: every act is long and manages its own short transactions. */
export const rosterLongCalls = {
  'roster.chooseFile': chooseFile,
  'roster.openArrived': openArrived,
  'roster.mapColumns': mapColumns,
  'roster.accept': accept,
  'roster.cancel': cancel,
  'roster.saveReport': saveReport,
  'roster.saveTemplate': saveTemplate,
} as const;

export const rosterCommands = { 'roster.setArrivedAside': setArrivedAside } as const;

import * as account from './account.ts';
import * as application from './application.ts';
import * as batch from './batch.ts';
import * as calendar from './calendar.ts';
import * as candidacy from './candidacy.ts';
import * as caseFile from './case-file.ts';
import * as certificate from './certificate.ts';
import * as changeMessage from './change-message.ts';
import * as changeToTell from './change-to-tell.ts';
import * as deskWork from './desk-work.ts';
import * as examEntry from './exam-entry.ts';
import * as inbox from './inbox.ts';
import * as ledger from './ledger.ts';
import * as migration from './migration.ts';
import * as office from './office.ts';
import * as officeDesk from './office-desk.ts';
import * as outbox from './outbox.ts';
import * as photoFile from './photo-file.ts';
import * as photoGate from './photo-gate.ts';
import * as roster from './roster.ts';

/** Every table of the desk's database, for drizzle. */
export const tables = {
  ...office,
  ...changeMessage,
  ...changeToTell,
  ...certificate,
  ...account,
  ...candidacy,
  ...deskWork,
  ...photoGate,
  ...photoFile,
  ...roster,
  ...caseFile,
  ...application,
  ...examEntry,
  ...calendar,
  ...ledger,
  ...outbox,
  ...batch,
  ...inbox,
  ...officeDesk,
  ...migration,
};

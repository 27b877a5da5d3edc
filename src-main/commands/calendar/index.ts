import { confirmCalendar } from './confirm.ts';
import { discardCalendar } from './discard.ts';
import { draftCalendar } from './draft.ts';

export const calendarCommands = {
  'calendar.draft': draftCalendar,
  'calendar.confirm': confirmCalendar,
  'calendar.discard': discardCalendar,
};

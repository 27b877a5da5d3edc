import { readCalendar } from './read.ts';
import { calendarToday } from './today.ts';

export const calendarQueries = { 'calendar.read': readCalendar, 'calendar.today': calendarToday };

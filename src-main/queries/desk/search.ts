import { ok } from '#shared/lib/result.ts';
import { searchPeople } from '../../db/store/candidacy-search.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** People by any number they ever had, by name, pinyin or the last four characters; best matches first. */
export const deskSearch: QueryHandler<'desk.search'> = ({ text, limit }, { db }) => ok(searchPeople(db, text, limit));

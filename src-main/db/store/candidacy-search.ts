import { nameKey } from '#shared/lib/names.ts';
import { tightNumber } from '#shared/lib/width.ts';
import type { DeskDb } from '../open.ts';
import {
  type PupilLine,
  pupilLineColumns,
  pupilLineFrom,
  pupilLineJoins,
  type RawPupilLine,
} from './candidacy-line.ts';

export type SearchHit = PupilLine & { readonly matchedBy: string };

const select = `SELECT ${pupilLineColumns}, x.matchedBy FROM`;
const people = `JOIN candidacy c ON c.id = x.candidacyId ${pupilLineJoins} WHERE c.status <> 'staged'`;
const numberWords = `CASE h.kind WHEN 'candidacyNo' THEN '考籍号' WHEN 'enrolmentNo' THEN '学籍号' ELSE '证件号' END
  || CASE WHEN h.until IS NULL THEN '' WHEN h.reason = 'enteredInError' THEN '（曾误录）' ELSE '（旧）' END`;

/**
 * Each probe is one index range, read until enough people are found: a LIMIT here would count numbers, and one person may
 * have had many. EXPLAIN QUERY PLAN of all of them is asserted in a test.
 */
export const searchProbes = {
  numberExact: `${select} (SELECT h.candidacy_id AS candidacyId, ${numberWords} AS matchedBy
    FROM number_history h WHERE h.value = @text) x ${people}`,
  numberPrefix: `${select} (SELECT h.candidacy_id AS candidacyId, ${numberWords} AS matchedBy
    FROM number_history h WHERE h.value >= @text AND h.value < @end) x ${people}`,
  lastFour: `${select} (SELECT h.candidacy_id AS candidacyId, ${numberWords} || '末四位' AS matchedBy
    FROM number_history h WHERE substr(h.value, -4) = @text) x ${people}`,
  nameExact: `${select} (SELECT n.id AS candidacyId, '姓名' AS matchedBy
    FROM candidacy n WHERE n.name_key = @text) x ${people}`,
  namePrefix: `${select} (SELECT n.id AS candidacyId, '姓名' AS matchedBy
    FROM candidacy n WHERE n.name_key >= @text AND n.name_key < @end) x ${people}`,
  initials: `${select} (SELECT n.id AS candidacyId, '拼音首字母' AS matchedBy
    FROM candidacy n WHERE n.pinyin_initials >= @text AND n.pinyin_initials < @end) x ${people}`,
  pinyin: `${select} (SELECT n.id AS candidacyId, '拼音' AS matchedBy
    FROM candidacy n WHERE n.pinyin_full >= @text AND n.pinyin_full < @end) x ${people}`,
} as const;
type Probe = keyof typeof searchProbes;

/** The greatest text that can follow a prefix in SQLite's byte order. */
const afterAll = '\u{10FFFF}';
/** Shorter pieces of a number match half the county. */
const shortestNumberPiece = 6;

/**
 * People by any number they ever had (whole, its first 6 or more characters, its last four), by name or its beginning,
 * by pinyin initials or the beginning of the full pinyin. Best matches first, each person once, at most `limit`.
 */
export function searchPeople(db: DeskDb, text: string, limit: number): SearchHit[] {
  const number = tightNumber(text);
  const key = nameKey(text);
  const letters = text.toLowerCase().replace(/[\s'’]/gu, '');
  const questions: readonly (readonly [Probe, string, boolean])[] = [
    ['numberExact', number, /^[A-Z0-9]{4,}$/u.test(number)],
    ['lastFour', number, /^\d{3}[\dX]$/u.test(number)],
    ['numberPrefix', number, /^[A-Z]{0,3}\d+X?$/u.test(number) && number.length >= shortestNumberPiece],
    ['nameExact', key, key !== ''],
    ['initials', letters, /^[a-z?]+$/u.test(letters)],
    ['pinyin', letters, /^[a-z?]{2,}$/u.test(letters)],
    ['namePrefix', key, key !== ''],
  ];
  const found = new Map<string, SearchHit>();
  for (const [probe, value, applies] of questions) {
    if (!applies || found.size >= limit) continue;
    const rows = db.statement(searchProbes[probe]).iterate(parametersOf(probe, value));
    for (const row of rows as Iterable<RawPupilLine & { matchedBy: string }>) {
      if (found.has(row.candidacyId)) continue;
      found.set(row.candidacyId, { ...pupilLineFrom(row), matchedBy: row.matchedBy });
      if (found.size >= limit) break;
    }
  }
  return [...found.values()];
}

// better-sqlite3 refuses names a statement does not use
function parametersOf(probe: Probe, text: string): Record<string, string> {
  return searchProbes[probe].includes('@end') ? { text, end: text + afterAll } : { text };
}

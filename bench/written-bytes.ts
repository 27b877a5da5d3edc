import type { DeskDb } from '../src-main/db/open.ts';
import type { WorkTimes } from './desk-work.ts';

/** What the three calls of one pupil wrote, value by value, as bytes for the raw insert. */
export type Written = { readonly [call in keyof WorkTimes]: Buffer };

export type WrittenCollector = { after(call: keyof WorkTimes): void; collected(): Written };

const eventTables = [
  'SELECT * FROM event WHERE seq > @since',
  'SELECT * FROM event_payload WHERE event_seq > @since',
  'SELECT * FROM audit_entry WHERE event_seq > @since',
  'SELECT * FROM decision_record WHERE event_seq > @since',
];

/**
 * Reads back what each call leaves in the file for one pupil: the whole row where the store rewrites it, new rows of
 * histories, event, payload, audit and decision. Deleted rows and index entries count as nothing.
 */
export function collectWritten(db: DeskDb, candidacyId: string): WrittenCollector {
  const parts: Partial<Record<keyof WorkTimes, Buffer>> = {};
  let since = lastEvent(db);
  const rows = (sql: string) => {
    const parameters = { candidacyId, since };
    const used = Object.entries(parameters).filter(([name]) => sql.includes(`@${name}`));
    return db.client.prepare(sql).all(Object.fromEntries(used)) as Record<string, unknown>[];
  };
  const own = {
    draft: ['SELECT * FROM draft WHERE candidacy_id = @candidacyId'],
    shot: [
      'SELECT * FROM capture WHERE candidacy_id = @candidacyId',
      `SELECT p.* FROM photo_blob p JOIN capture c ON p.sha256 IN (c.original_sha256, c.derived_sha256)
       WHERE c.candidacy_id = @candidacyId`,
      ...eventTables,
    ],
    complete: [
      'SELECT * FROM candidacy WHERE id = @candidacyId',
      'SELECT * FROM capture WHERE candidacy_id = @candidacyId',
      `SELECT * FROM number_history WHERE candidacy_id = @candidacyId AND kind = 'candidacyNo'`,
      ...eventTables,
    ],
  };
  return {
    after(call) {
      parts[call] = Buffer.concat(own[call].flatMap(rows).flatMap((row) => Object.values(row).map(bytesOf)));
      since = lastEvent(db);
    },
    collected() {
      const { draft, shot, complete } = parts;
      if (!draft || !shot || !complete) throw new Error('the pupil is not finished');
      return { draft, shot, complete };
    },
  };
}

function lastEvent(db: DeskDb): number {
  return Number(db.client.prepare('SELECT coalesce(max(seq), 0) FROM event').pluck().get());
}

function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  return value === null ? Buffer.alloc(0) : Buffer.alloc(8);
}

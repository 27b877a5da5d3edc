import type { RegionNotice, SignedNotice } from '#shared/wire/region-notice.ts';
import type { Connection } from '../database.ts';

/** A notice to keep: what it says and the text that was signed. */
export type IssuedNotice = { readonly notice: RegionNotice; readonly signed: SignedNotice };
/** Place of a notice in the feed: transaction and row, both decimal. */
export type FeedPlace = { readonly writtenIn: string; readonly id: string };
export type PlacedNotice = FeedPlace & SignedNotice;

/**
 * Keeps a notice for good. 'repeated': it was here already, or this revision is accepted already; 'mutated': its id is
 * taken by another text. Neither changes anything.
 */
export async function insertNotice(
  connection: Connection,
  { notice, signed }: IssuedNotice,
  at: string,
): Promise<'stored' | 'repeated' | 'mutated'> {
  const { subjectId, revision } = subjectOf(notice);
  const rows = await connection.query(
    `INSERT INTO notice (notice_id, office_id, kind, subject_id, revision, body, signature, stored_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
    [notice.noticeId, notice.officeId, notice.kind, subjectId, revision, signed.body, signed.signature, at],
  );
  if (rows.length > 0) return 'stored';
  const before = await connection.query<{ body: string }>('SELECT body FROM notice WHERE notice_id = $1', [
    notice.noticeId,
  ]);
  return before[0] && before[0].body !== signed.body ? 'mutated' : 'repeated';
}

/**
 * Notices for an office and for all, after a place, oldest first, at most `limit`. Nothing that a transaction still open
 * could come before is given out (PostgreSQL: pg_snapshot_xmin), so whoever goes on from the last place misses none.
 */
export async function noticesAfter(
  connection: Connection,
  officeId: string,
  place: FeedPlace,
  limit: number,
): Promise<readonly PlacedNotice[]> {
  const half = (whose: string) =>
    `(SELECT written_in, id, body, signature FROM notice
      WHERE ${whose} AND (written_in, id) > ($2::xid8, $3::bigint)
        AND written_in < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY written_in, id LIMIT $4)`;
  return connection.query<PlacedNotice>(
    `SELECT written_in::text AS "writtenIn", id::text AS id, body, signature
     FROM (${half('office_id = $1')} UNION ALL ${half('office_id IS NULL')}) AS both_halves
     ORDER BY both_halves.written_in, both_halves.id LIMIT $4`,
    [officeId, place.writtenIn, place.id, limit],
  );
}

/** The newest `limit` notices for an office and for all that come before a place (null = all), newest first: for a stick. */
export async function newestNotices(
  connection: Connection,
  officeId: string,
  before: FeedPlace | null,
  limit: number,
): Promise<readonly PlacedNotice[]> {
  return connection.query<PlacedNotice>(
    `SELECT written_in::text AS "writtenIn", id::text AS id, body, signature FROM notice
     WHERE (office_id = $1 OR office_id IS NULL) AND ($2::text IS NULL OR (written_in, id) < ($2::text::xid8, $3::bigint))
     ORDER BY notice.written_in DESC, notice.id DESC LIMIT $4`,
    [officeId, before?.writtenIn ?? null, before?.id ?? null, limit],
  );
}

/** What was issued of these kinds about a subject, oldest first. */
export async function noticesAbout(
  connection: Connection,
  kinds: readonly RegionNotice['kind'][],
  subjectId: string,
): Promise<readonly SignedNotice[]> {
  return connection.query<SignedNotice>(
    'SELECT body, signature FROM notice WHERE kind = ANY($1::text[]) AND subject_id = $2 ORDER BY id',
    [[...kinds], subjectId],
  );
}

/** Everything that was issued of a kind, oldest first. */
export async function noticesOfKind(
  connection: Connection,
  kind: RegionNotice['kind'],
): Promise<readonly SignedNotice[]> {
  return connection.query<SignedNotice>('SELECT body, signature FROM notice WHERE kind = $1 ORDER BY id', [kind]);
}

const issueLock = 4871;

/** Serialises the issuing of what may be issued once only, until the end of the transaction. */
export async function lockIssuing(connection: Connection): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [issueLock]);
}

function subjectOf(notice: RegionNotice): { readonly subjectId: string | null; readonly revision: number | null } {
  if (notice.kind === 'acceptance') return { subjectId: notice.candidacyId, revision: notice.revision };
  if (notice.kind === 'roster') return { subjectId: notice.roster.rosterId, revision: notice.roster.slice };
  if (notice.kind === 'returned') return { subjectId: notice.candidacyId, revision: notice.revision };
  if (notice.kind === 'arrival') return { subjectId: notice.candidacyId, revision: notice.message.revision };
  if ('candidacyId' in notice) return { subjectId: notice.candidacyId, revision: null };
  return { subjectId: notice.kind === 'stepDecision' ? notice.applicationId : null, revision: null };
}

import { readChangeMessage } from '#shared/wire/change-message.ts';
import type { ChangeAnswer, ChangesAnswer, ChangesQuery, EvidenceLine, ToldLine } from '#shared/wire/changes-v2.ts';
import type { Connection } from '../database.ts';

type Row = Omit<ToldLine, 'changeSeq' | 'arrivedAt'> & {
  readonly changeSeq: string | number;
  readonly arrivedAt: Date;
  readonly body?: string;
};

const lineColumns = `t.message_id AS "messageId", t.kind, t.state, t.waits_for AS "waitsFor",
  t.reason_code AS "reasonCode", t.candidacy_id AS "candidacyId", t.application_id AS "applicationId",
  coalesce(r.full_name, CASE WHEN t.kind = 'application' AND t.state = 'stored' THEN t.body::json->'data'->>'fullName' END)
    AS "fullName", t.office_id AS "officeId",
  t.device_id AS "deviceId", t.change_seq AS "changeSeq", t.arrived_at AS "arrivedAt"`;
const from = `FROM told_change t LEFT JOIN candidacy c ON c.candidacy_id = t.candidacy_id
  LEFT JOIN candidacy_revision r ON r.message_id = c.current_message_id`;

/** One page of what came, oldest first. Message ids rise with time at each desk; the page goes by them. */
export async function listToldChanges(connection: Connection, asked: ChangesQuery): Promise<ChangesAnswer> {
  const { office, candidacy, application, kind, state, after, limit } = asked;
  const rows = await connection.query<Row>(
    `SELECT ${lineColumns} ${from}
     WHERE ($1::uuid IS NULL OR t.office_id = $1) AND ($2::uuid IS NULL OR t.candidacy_id = $2)
       AND ($3::text IS NULL OR t.kind = $3) AND ($4::text IS NULL OR t.state = $4)
       AND ($5::uuid IS NULL OR t.message_id > $5) AND ($7::uuid IS NULL OR t.application_id = $7)
     ORDER BY t.message_id LIMIT $6`,
    [office ?? null, candidacy ?? null, kind ?? null, state ?? null, after ?? null, limit + 1, application ?? null],
  );
  const page = rows.slice(0, limit).map(lineOf);
  return { v: 2, changes: page, next: rows.length > limit ? (page.at(-1)?.messageId ?? null) : null };
}

/** One change whole, or null. */
export async function findToldChange(connection: Connection, messageId: string): Promise<ChangeAnswer | null> {
  const rows = await connection.query<Row>(`SELECT ${lineColumns}, t.body ${from} WHERE t.message_id = $1`, [
    messageId,
  ]);
  const [row] = rows;
  return row ? { v: 2, ...lineOf(row), body: row.body ?? '' } : null;
}

function lineOf({ body: _body, ...row }: Row): ToldLine {
  return { ...row, changeSeq: Number(row.changeSeq), arrivedAt: row.arrivedAt.toISOString() };
}

/** Pages of evidence that the last message about an application lists, in its order; [] = no such application. */
export async function listEvidence(connection: Connection, applicationId: string): Promise<readonly EvidenceLine[]> {
  const [last] = await connection.query<{ body: string }>(
    `SELECT body FROM told_change WHERE application_id = $1 AND kind = 'application' AND state = 'stored'
     ORDER BY arrived_at DESC, change_seq DESC LIMIT 1`,
    [applicationId],
  );
  const read = last ? readChangeMessage(last.body) : null;
  if (!read || typeof read === 'string' || 'misfit' in read || read.kind !== 'application') return [];
  const here = await connection.query<{ sha256: string }>(
    `SELECT DISTINCT file_sha256 AS sha256 FROM told_change
     WHERE application_id = $1 AND kind = 'evidencePage' AND state = 'stored'`,
    [applicationId],
  );
  const known = new Set(here.map((row) => row.sha256));
  return read.evidence.flatMap(({ evidenceId, kind, pages }) =>
    pages.map(({ position, sha256, turns }) => ({
      evidenceId,
      kind,
      position,
      sha256,
      turns,
      isHere: known.has(sha256),
    })),
  );
}

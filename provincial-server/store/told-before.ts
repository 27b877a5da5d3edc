import type { ChangeMessage } from '#shared/wire/change-message.ts';
import type { Connection } from '../database.ts';

/**
 * The text of the last stored change of this kind that the same desk told of the same record or application, where this one
 * was made without knowing of it: it is not among those that this one follows. Null = it knows all of them.
 */
export async function toldWithoutKnowing(connection: Connection, change: ChangeMessage): Promise<string | null> {
  const applicationId = change.kind === 'application' ? change.applicationId : null;
  const rows = await connection.query<{ body: string; isKnown: boolean }>(
    `WITH RECURSIVE before (id) AS (
       SELECT $1::uuid UNION SELECT t.follows FROM told_change t JOIN before b ON t.message_id = b.id)
     SELECT body, message_id IN (SELECT id FROM before WHERE id IS NOT NULL) AS "isKnown" FROM told_change
     WHERE candidacy_id = $2 AND device_id = $3 AND kind = $4 AND application_id IS NOT DISTINCT FROM $5::uuid
       AND state = 'stored' AND message_id <> $6
     ORDER BY decided_at DESC, change_seq DESC LIMIT 1`,
    [change.follows, change.candidacyId, change.deviceId, change.kind, applicationId, change.messageId],
  );
  const [last] = rows;
  return last && !last.isKnown ? last.body : null;
}

/**
 * True where the same desk has told another application of this procedure for the same person, as it told it last it waits for
 * league or region, and nothing was decided about it since: at the desk two of them never run at once. Of another opening of
 * its file only: within one the desk knows what it told, and the end of the first may still be on its way behind this one.
 */
export async function isAnotherWaiting(
  connection: Connection,
  application: Extract<ChangeMessage, { kind: 'application' }>,
): Promise<boolean> {
  const { deviceId, incarnation, applicationId, candidacyId, procedure, data } = application;
  const rows = await connection.query(
    `SELECT 1 FROM (
       SELECT DISTINCT ON (application_id) application_id, candidacy_id, incarnation, body::json AS told, decided_at
       FROM told_change
       WHERE device_id = $1 AND kind = 'application' AND state = 'stored' AND application_id <> $2
       ORDER BY application_id, decided_at DESC, change_seq DESC) last
     WHERE incarnation <> $6 AND told ->> 'procedure' = $3 AND told ->> 'state' = 'atStep'
       AND (candidacy_id = $4 OR told -> 'data' ->> 'documentNumber' = $5)
       AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.kind = 'stepDecision' AND n.subject_id = last.application_id
         AND n.stored_at >= last.decided_at)
     LIMIT 1`,
    [deviceId, applicationId, procedure, candidacyId, data.documentNumber, incarnation],
  );
  return rows.length > 0;
}

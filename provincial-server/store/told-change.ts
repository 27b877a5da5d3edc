import { effectOfChange } from '#shared/wire/change-effect.ts';
import { type ChangeEnvelope, type ChangeMessage, readChangeMessage } from '#shared/wire/change-message.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Connection } from '../database.ts';

/** What a parked change waits for. */
export type WaitsFor = 'record' | 'before' | 'program' | 'file';

/** What became of a change; `signed` is the receipt that was made for it. */
export type ChangeFate =
  | { readonly state: 'parked'; readonly waitsFor: WaitsFor }
  | { readonly state: 'undecided' }
  | { readonly state: 'stored' | 'refused'; readonly reasonCode: string | null; readonly signed: SignedText };

/** A change as it came, with what its text says of itself where that can be read. */
export type ArrivedChange = {
  readonly envelope: ChangeEnvelope;
  readonly body: string;
  readonly kind: string | null;
  readonly officeId: string | null;
  readonly candidacyId: string | null;
  readonly follows: string | null;
  readonly entryKey: string | null;
  readonly applicationId: string | null;
  readonly certificate: { readonly number: string; readonly word: 'issued' | 'withdrawn' } | null;
};

export type ToldChange = {
  readonly messageId: string;
  readonly deviceId: string;
  readonly incarnation: string;
  readonly changeSeq: number;
  readonly bodySha256: string;
  readonly fileSha256: string | null;
  readonly fileBytes: number | null;
  readonly body: string;
  readonly state: ChangeFate['state'];
  readonly waitsFor: WaitsFor | null;
  readonly receipt: SignedText | null;
};

type Row = Omit<ToldChange, 'receipt' | 'changeSeq'> & {
  readonly changeSeq: string | number;
  readonly receiptBody: string | null;
  readonly receiptSignature: string | null;
};

const columns = `SELECT message_id AS "messageId", device_id AS "deviceId", incarnation, change_seq AS "changeSeq",
  body_sha256 AS "bodySha256", file_sha256 AS "fileSha256", file_bytes AS "fileBytes", body, state,
  waits_for AS "waitsFor", receipt_body AS "receiptBody", receipt_signature AS "receiptSignature" FROM told_change`;

/** What is known under these message ids. */
export async function loadChanges(connection: Connection, ids: readonly string[]): Promise<readonly ToldChange[]> {
  return (await connection.query<Row>(`${columns} WHERE message_id = ANY($1::uuid[])`, [[...ids]])).map(changeOf);
}

/** Parked changes that may go on now: those that follow these messages, or are about these candidacies. */
export async function parkedBehind(
  connection: Connection,
  { messageIds, candidacyIds }: { readonly messageIds: readonly string[]; readonly candidacyIds: readonly string[] },
): Promise<readonly ToldChange[]> {
  const rows = await connection.query<Row>(
    `${columns} WHERE state = 'parked' AND (follows = ANY($1::uuid[]) OR candidacy_id = ANY($2::uuid[]))
     ORDER BY device_id, incarnation, change_seq`,
    [[...messageIds], [...candidacyIds]],
  );
  return rows.map(changeOf);
}

/** Parked changes whose file this is. */
export async function waitingForFile(connection: Connection, sha256: string): Promise<readonly ToldChange[]> {
  const rows = await connection.query<Row>(
    `${columns} WHERE state = 'parked' AND file_sha256 = $1 ORDER BY message_id`,
    [sha256],
  );
  return rows.map(changeOf);
}

/**
 * A page of evidence whose picture has not come whole. Another kind of change with a file is a newer program's, and nobody here
 * can say what becomes of it without that file: it waits on.
 */
export const awaitsPicture = "state = 'parked' AND waits_for = 'file' AND kind = 'evidencePage'";

/** Ids of such pages of one desk that have waited since before `until`, in its order. */
export async function pagesWithoutPicture(
  connection: Connection,
  deviceId: string,
  until: string,
): Promise<readonly string[]> {
  const rows = await connection.query<{ id: string }>(
    `SELECT message_id::text AS id FROM told_change WHERE device_id = $1 AND ${awaitsPicture} AND arrived_at < $2
     ORDER BY incarnation, change_seq`,
    [deviceId, until],
  );
  return rows.map(({ id }) => id);
}

/** How many such pages there are, and the first of them since when, by desk. */
export async function countWithoutPicture(
  connection: Connection,
): Promise<ReadonlyMap<string, { readonly count: number; readonly since: string }>> {
  const rows = await connection.query<{ deviceId: string; count: number; since: Date }>(
    `SELECT device_id AS "deviceId", count(*)::integer AS count, min(arrived_at) AS since FROM told_change
     WHERE ${awaitsPicture} GROUP BY device_id`,
  );
  return new Map(rows.map(({ deviceId, count, since }) => [deviceId, { count, since: since.toISOString() }]));
}

/** Of these changes of a desk those that the region refused with this code, with their receipts. */
export async function refusedAs(
  connection: Connection,
  deviceId: string,
  code: string,
  ids: readonly string[],
): Promise<readonly SignedText[]> {
  const rows = await connection.query<SignedText>(
    `SELECT receipt_body AS body, receipt_signature AS signature FROM told_change
     WHERE device_id = $1 AND state = 'refused' AND reason_code = $2 AND message_id = ANY($3::uuid[])
     ORDER BY message_id`,
    [deviceId, code, [...ids]],
  );
  return rows;
}

/** What waits for people of one desk, in its order. */
export async function undecidedChanges(connection: Connection, deviceId: string): Promise<readonly ToldChange[]> {
  const rows = await connection.query<Row>(
    `${columns} WHERE device_id = $1 AND state = 'undecided' ORDER BY incarnation, change_seq`,
    [deviceId],
  );
  return rows.map(changeOf);
}

/** How many wait for people, by desk. */
export async function countUndecidedChanges(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const rows = await connection.query<{ deviceId: string; count: number }>(
    `SELECT device_id AS "deviceId", count(*)::integer AS count FROM told_change WHERE state = 'undecided' GROUP BY device_id`,
  );
  return new Map(rows.map((row) => [row.deviceId, row.count]));
}

/** How many changes of a desk wait for something. */
export async function countWaitingChanges(connection: Connection, deviceId: string): Promise<number> {
  const rows = await connection.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM told_change WHERE device_id = $1 AND state IN ('parked', 'undecided')",
    [deviceId],
  );
  return rows[0]?.count ?? 0;
}

/** True where one of these changes has its receipt: what follows it may go on. */
export async function isChangeSettled(connection: Connection, messageId: string): Promise<boolean> {
  const rows = await connection.query(
    "SELECT 1 FROM told_change WHERE message_id = $1 AND state IN ('stored', 'refused')",
    [messageId],
  );
  return rows.length > 0;
}

/** Whose an application is: what its stored messages say; [] = none was told. */
export async function ownersOfApplication(
  connection: Connection,
  applicationId: string,
): Promise<readonly { readonly officeId: string; readonly candidacyId: string }[]> {
  return connection.query(
    `SELECT DISTINCT office_id AS "officeId", candidacy_id AS "candidacyId" FROM told_change
     WHERE application_id = $1 AND office_id IS NOT NULL AND candidacy_id IS NOT NULL AND state = 'stored'`,
    [applicationId],
  );
}

/** Name of one version of an entry among all of a candidate. */
export function entryKey(entry: { readonly sitting: string; readonly version: number }): string {
  return `${entry.version} ${entry.sitting}`;
}

/**
 * True where another message brought this version of the candidate's entry already, with another content: the same again, by a
 * desk whose file was put back, changes nothing.
 */
export async function isEntryOtherwise(
  connection: Connection,
  entry: Extract<ChangeMessage, { kind: 'examEntry' }>,
): Promise<boolean> {
  const rows = await connection.query<{ body: string }>(
    `SELECT body FROM told_change WHERE candidacy_id = $1 AND entry_key = $2 AND state = 'stored' AND message_id <> $3`,
    [entry.candidacyId, entryKey(entry), entry.messageId],
  );
  return rows.some(({ body }) => {
    const other = readChangeMessage(body);
    return other === 'unknown' || 'misfit' in other || effectOfChange(other) !== effectOfChange(entry);
  });
}

/** Keeps a change with what became of it; the same id again changes nothing. */
export async function insertChange(
  connection: Connection,
  change: ArrivedChange,
  fate: ChangeFate,
  at: string,
): Promise<void> {
  const { envelope, body, kind, officeId, candidacyId, follows } = change;
  await connection.query(
    `INSERT INTO told_change (message_id, device_id, office_id, incarnation, change_seq, kind, candidacy_id, follows,
       entry_key, application_id, certificate_number, certificate_word, body_sha256, file_sha256, file_bytes, body,
       envelope_signature, state, waits_for, reason_code, receipt_body, receipt_signature, arrived_at, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
     ON CONFLICT DO NOTHING`,
    [
      envelope.messageId,
      envelope.deviceId,
      officeId,
      envelope.incarnation,
      envelope.changeSeq,
      kind,
      candidacyId,
      follows,
      change.entryKey,
      change.applicationId,
      change.certificate?.number ?? null,
      change.certificate?.word ?? null,
      envelope.bodySha256,
      envelope.fileSha256,
      envelope.fileBytes,
      body,
      envelope.signature ?? null,
      ...fateColumns(fate),
      at,
      isSettled(fate) ? at : null,
    ],
  );
}

/** Writes what became of a change that waited. A settled one stays as it is. */
export async function updateFate(
  connection: Connection,
  messageId: string,
  fate: ChangeFate,
  at: string,
): Promise<void> {
  await connection.query(
    `UPDATE told_change SET state = $2, waits_for = $3, reason_code = $4, receipt_body = $5, receipt_signature = $6,
       decided_at = $7 WHERE message_id = $1 AND state IN ('parked', 'undecided')`,
    [messageId, ...fateColumns(fate), isSettled(fate) ? at : null],
  );
}

function isSettled(fate: ChangeFate): boolean {
  return fate.state === 'stored' || fate.state === 'refused';
}

function fateColumns(fate: ChangeFate): readonly (string | null)[] {
  const receipt = 'signed' in fate ? fate.signed : null;
  return [
    fate.state,
    fate.state === 'parked' ? fate.waitsFor : null,
    'signed' in fate ? fate.reasonCode : null,
    receipt?.body ?? null,
    receipt?.signature ?? null,
  ];
}

function changeOf({ receiptBody, receiptSignature, ...row }: Row): ToldChange {
  const receipt =
    receiptBody === null || receiptSignature === null ? null : { body: receiptBody, signature: receiptSignature };
  return { ...row, changeSeq: Number(row.changeSeq), receipt };
}

import type { ServerDb } from '../../provincial-server/database.ts';
import type { OutboxRow } from '../../src-main/db/store/outbox.ts';
import type { TestDesk } from '../make-desk.ts';

/** A message of the desk with the receipt it has, or null where it has none. */
export type LedgerLine = Pick<OutboxRow, 'messageId' | 'candidacyId' | 'bodySha256' | 'photoSha256'> & {
  readonly receipt: string | null;
  readonly signature: string | null;
};

export function ledgerOfDesk({ db }: Pick<TestDesk, 'db'>): readonly LedgerLine[] {
  return db()
    .client.prepare(
      `SELECT o.message_id AS messageId, o.candidacy_id AS candidacyId, o.body_sha256 AS bodySha256,
         o.photo_sha256 AS photoSha256, r.body AS receipt, r.signature
       FROM outbox o LEFT JOIN receipt r USING (message_id)`,
    )
    .all() as LedgerLine[];
}

/** The receipt of every message, as the region keeps it. */
export async function ledgerOfRegion(database: ServerDb): Promise<Map<string, string>> {
  const rows = await database.query<{ id: string; body: string }>(
    'SELECT message_id::text AS id, receipt_body AS body FROM message',
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}

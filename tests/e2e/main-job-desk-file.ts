import { join } from 'node:path';
import { openDatabase } from '../../src-main/db/open.ts';
import { profileAt } from '../../src-main/platform/profile.ts';
import { openSlotStore, unwrapKey } from '../../src-main/security/key-slots.ts';
import { projectRoot } from './launch.ts';
import type { Account } from './main-job-people.ts';

/** A record that left the desk, as the desk's own file has it. */
export type SentRecord = {
  readonly candidacyId: string;
  readonly revision: number;
  readonly candidacyNo: string | null;
  readonly photoSha256: string;
};
export type DeskFile = {
  /** by candidacy number, as the receiver's report has them */
  readonly sent: readonly SentRecord[];
  readonly receipts: number;
  /** candidacies by status */
  readonly statuses: Readonly<Record<string, number>>;
  readonly people: readonly {
    readonly fullName: string;
    readonly documentNumber: string;
    readonly ethnicity: string;
  }[];
  readonly settled: readonly { readonly field: string; readonly settled: string; readonly hasPicture: number }[];
  /** sent records whose releaser also entered, captured or reviewed them */
  readonly releasedByTheSame: number;
  readonly integrity: string;
};

/** Opens the closed desk's encrypted file with the key that the account's password unwraps, and reads; writes nothing. */
export async function readDeskFile(folder: string, { loginName, password }: Account): Promise<DeskFile> {
  const profile = profileAt(folder);
  const slot = openSlotStore(profile.keySlots).find(loginName);
  const key = slot && (await unwrapKey(slot, password));
  if (!key) throw new Error(`no key for ${loginName}`);
  const migrationsFolder = join(projectRoot, 'drizzle');
  const opened = openDatabase({ file: profile.database, key, migrationsFolder, readOnly: true, now: '' });
  if (!opened.ok) throw new Error(opened.fault.sentence);
  const { client } = opened.value;
  try {
    const all = <T>(sql: string) => client.prepare(sql).all() as T[];
    const counts = all<{ status: string; count: number }>(
      'SELECT status, count(*) AS count FROM candidacy GROUP BY status',
    );
    return {
      sent: all<SentRecord>(
        `SELECT c.id AS candidacyId, c.revision, c.candidacy_no AS candidacyNo, k.derived_sha256 AS photoSha256
         FROM candidacy c JOIN receipt r ON r.message_id IN (SELECT message_id FROM outbox o WHERE o.candidacy_id = c.id)
         JOIN capture k ON k.candidacy_id = c.id AND k.revision = c.revision AND k.state = 'used'
         ORDER BY c.candidacy_no, c.id`,
      ),
      receipts: Number(client.prepare("SELECT count(*) FROM receipt WHERE outcome = 'stored'").pluck().get()),
      statuses: Object.fromEntries(counts.map(({ status, count }) => [status, count])),
      people: all('SELECT full_name AS fullName, document_number AS documentNumber, ethnicity FROM candidacy'),
      settled: all('SELECT field, settled, document_picture_sha256 IS NOT NULL AS hasPicture FROM desk_difference'),
      releasedByTheSame: Number(
        client
          .prepare(
            `SELECT count(*) FROM candidacy WHERE released_by IS NOT NULL
             AND released_by IN (captured_by, reviewed_by, coalesce(entered_by, ''))`,
          )
          .pluck()
          .get(),
      ),
      integrity: String(client.pragma('integrity_check', { simple: true })),
    };
  } finally {
    client.close();
  }
}

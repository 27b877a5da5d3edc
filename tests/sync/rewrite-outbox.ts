import type { TestDesk } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';

/** Puts other content into a waiting row, as a faulty build would have written it. */
export function rewriteOutbox(desk: TestDesk, candidacyId: string, change: (body: object) => object): void {
  const { client } = desk.db();
  const text = client.prepare('SELECT body FROM outbox WHERE candidacy_id = ?').pluck().get(candidacyId) as string;
  const body = JSON.stringify(change(JSON.parse(text) as object));
  const update = 'UPDATE outbox SET body = ?, body_sha256 = ? WHERE candidacy_id = ?';
  client.prepare(update).run(body, sha256(Buffer.from(body, 'utf8')), candidacyId);
}

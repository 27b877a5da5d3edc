import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { regionKeys } from '../../tests/fixtures/county.ts';
import { type TestDesk, value } from '../../tests/make-desk.ts';
import { benchDesk } from '../bench-desk.ts';
import { approvedPupils, completeOne } from '../desk-work.ts';
import { photoSource } from '../photos.ts';

/** One record as every way of sending gets it. */
export type PlainRecord = { readonly id: string; readonly body: string; readonly photo: Buffer };

export type PreparedDesk = {
  /** the closed profile, to be copied for each run */
  readonly profile: string;
  /** what the receiver signs with, and the set-up file of the desk: its editions are the desk's */
  readonly regionKey: string;
  readonly setupFile: string;
  /** the same records for the others */
  readonly recordsFile: string;
  readonly records: number;
  /** bytes of texts and photos as they are, before any packing */
  readonly bytes: number;
};

const openCases = async (desk: TestDesk) => value(await desk.call('case.list', { state: 'open' }));

/** A desk of the demo county with `count` released records that wait in its outbox, and the same records as a file. */
export async function prepareDesk(folder: string, count: number): Promise<PreparedDesk> {
  const desk = await benchDesk(folder, `desk-${count}`);
  const photos = photoSource();
  const pupils = await approvedPupils(desk, count);
  for (const [at, candidacyId] of pupils.entries()) await completeOne(desk, candidacyId, photos(at));
  await desk.as('review1');
  // numbers of the bench are often one slip apart: two people
  for (let open = await openCases(desk); open.length > 0; open = await openCases(desk))
    for (const { caseId } of open)
      value(await desk.call('case.decide', { caseId, decision: 'different', reason: '两个人，证件核对过' }));
  for (const act of ['review.approve', 'release.perform'] as const) {
    for (let from = 0; from < pupils.length; from += 50) {
      const { failed } = value(await desk.call(act, { items: versions(desk, pupils.slice(from, from + 50)) }));
      if (failed.length > 0) throw new Error(`${act}: ${JSON.stringify(failed[0])}`);
    }
  }
  const rows = desk
    .db()
    .client.prepare(
      `SELECT o.message_id AS id, o.body, b.bytes AS photo FROM outbox o JOIN photo_blob b ON b.sha256 = o.photo_sha256
       WHERE o.state = 'waiting' ORDER BY o.desk_seq`,
    )
    .all() as PlainRecord[];
  if (rows.length !== count) throw new Error(`${rows.length} of ${count} records wait`);
  const recordsFile = join(folder, `records-${count}.jsonl`);
  writeFileSync(recordsFile, rows.map(({ id, body, photo }) => lineOf({ id, body, photo })).join('\n'));
  await desk.desk.closeCalmly();
  const bytes = rows.reduce((sum, { body, photo }) => sum + Buffer.byteLength(body) + photo.length, 0);
  const regionKey = join(folder, 'region.key');
  writeFileSync(regionKey, regionKeys.privateKey);
  const setupFile = join(desk.folder, 'county', 'setup.kaoji-setup.json');
  return { profile: desk.folder, regionKey, setupFile, recordsFile, records: count, bytes };
}

/** The records of such a file. */
export function readRecords(file: string): readonly PlainRecord[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.map((line) => {
    const { id, body, photo } = JSON.parse(line) as { id: string; body: string; photo: string };
    return { id, body, photo: Buffer.from(photo, 'base64') };
  });
}

/** A record as JSON with its photo in base64: what is sent where nothing better was thought of. */
export function lineOf({ id, body, photo }: PlainRecord): string {
  return JSON.stringify({ id, body, photo: photo.toString('base64') });
}

function versions(desk: TestDesk, ids: readonly string[]) {
  const find = desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck();
  return ids.map((candidacyId) => ({ candidacyId, version: Number(find.get(candidacyId)) }));
}

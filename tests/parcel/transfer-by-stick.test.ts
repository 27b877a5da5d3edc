import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NoticePart, noticeParts } from '../../provincial-server/answer-notices.ts';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { openEmbedded } from '../../provincial-server/database.ts';
import { regionKeys, transferCounty } from '../fixtures/county.ts';
import { joiningCounty } from '../fixtures/joining-county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { layEmptyDatabase } from '../receiver/empty-database.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'kaoji-transfer-stick-'));
const at = (name: string) => join(folder, name);
const common = ['--region-key', at('region.key'), '--data', at('data')];
const joiningSchool = { schoolCode: '1504020001', schoolName: '红山区实验中学' };
let here: TestDesk;
let there: TestDesk;

beforeAll(async () => {
  const der = Buffer.from(regionKeys.privateKey, 'base64');
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(at('region.key'), pem);
  await layEmptyDatabase(at('data'));
  here = await makeDesk({ county: transferCounty });
  there = await makeDesk({ county: joiningCounty });
}, 120_000);
afterAll(() => {
  here.close();
  there.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The region's programs as people start them; answers what they say. */
async function region(program: 'read-parcel.ts' | 'issue.ts', ...words: readonly string[]): Promise<string> {
  const path = join(import.meta.dirname, '../../provincial-server', program);
  return (await run(process.execPath, ['--liftoff-only', path, ...common, ...words])).stdout;
}

/** Parcel to the region, answer back. */
async function exchange(desk: TestDesk, name: string) {
  const [parcel, answer] = [at(`${name}.kaoji-parcel`), at(`${name}-answer.kaoji-parcel`)];
  desk.files.save = parcel;
  await desk.as('reviewer1');
  const written = value(await desk.call('parcel.write', {}));
  await region('read-parcel.ts', '--in', parcel, '--answer', answer, '--enrol', written?.fingerprint ?? '');
  return answer;
}

async function readAnswer(desk: TestDesk, answer: string) {
  desk.files.open = answer;
  await desk.as('reviewer1');
  return value(await desk.call('parcel.readAnswer', {}));
}

test('没有网络：转籍来的记录和照片在回执包里带到，一次采用；再读一次什么也不变', { timeout: 300_000 }, async () => {
  const [pupil] = await releasePupils(here, [pupilData(61)], 610);
  const id = pupil?.candidacyId ?? '';
  await exchange(here, 'here');
  const [left, joined] = [transferCounty.office.id, joiningCounty.office.id];
  await region('issue.ts', '--accept', '--office', left);
  const words = ['--office', left, '--to-office', joined, '--candidacy', id, '--by', '考试院', '--class', '01'];
  const school = ['--school', joiningSchool.schoolCode, '--school-name', joiningSchool.schoolName];
  const application = crypto.randomUUID();
  expect(await region('issue.ts', '--transfer', application, ...words, ...school)).toContain('签发了 2 条');

  await releasePupils(there, [pupilData(62, joiningSchool)], 620);
  const answer = await exchange(there, 'there');
  expect(await readAnswer(there, answer)).toMatchObject({ received: 1, notices: { applied: 1, parked: 0 } });
  const row = there.db().statement('SELECT status, candidacy_no AS no FROM candidacy WHERE id = ?').get(id);
  expect(row).toEqual({ status: 'inEffect', no: pupil?.data.enrolmentNo });
  const photo = `SELECT b.bytes FROM capture p JOIN photo_blob b ON b.sha256 = p.derived_sha256 WHERE p.candidacy_id = ?`;
  expect(Buffer.from(pupil?.photo ?? []).equals(there.db().statement(photo).pluck().get(id) as Buffer)).toBe(true);
  // cut into answers of next to nothing, each still brings the photo of the record that it brings
  const [database, blobs] = [await openEmbedded(at('data')), await openBlobStore(at('data'))];
  const parts: NoticePart[] = [];
  for await (const part of noticeParts({ db: database, blobs }, joined, [], 20_000, 1)) parts.push(part);
  await database.close();
  expect(parts.map((part) => part.lines.map(({ kind }) => kind))).toEqual([['notice', 'photo']]);
  const events = () => there.db().statement('SELECT count(*) FROM event WHERE subject_id = ?').pluck().get(id);
  const before = events();
  expect(await readAnswer(there, answer)).toMatchObject({ notices: { applied: 0, known: 1 } });
  expect(events()).toBe(before);
});

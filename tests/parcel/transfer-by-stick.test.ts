import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NoticePart, noticeParts } from '../../provincial-server/answer-notices.ts';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { transferCounty } from '../fixtures/county.ts';
import { joiningCounty } from '../fixtures/joining-county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { noLostBook } from '../receiver/no-lost-book.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { makeStickRegion } from './stick-region.ts';

const stick = makeStickRegion();
const joiningSchool = { schoolCode: '1504020001', schoolName: '红山区实验中学' };
let here: TestDesk;
let there: TestDesk;

beforeAll(async () => {
  here = await makeDesk({ county: transferCounty });
  there = await makeDesk({ county: joiningCounty });
}, 120_000);
afterAll(async () => {
  here.close();
  there.close();
  await stick.remove();
});

/** Parcel to the region; answers the name of the answer. */
async function exchange(desk: TestDesk, name: string) {
  const written = value(await stick.write(desk, `${name}.kaoji-parcel`));
  const answer = `${name}-answer.kaoji-parcel`;
  const taken = await stick.take(`${name}.kaoji-parcel`, answer, ['--enrol', written?.fingerprint ?? '']);
  expect(taken).toMatchObject({ refused: false });
  return answer;
}
const readAnswer = async (desk: TestDesk, answer: string) => value(await stick.readBack(desk, answer));

test('没有网络：转籍来的记录和照片在回执包里带到，一次采用；再读一次什么也不变', { timeout: 300_000 }, async () => {
  const [pupil] = await releasePupils(here, [pupilData(61)], 610);
  const id = pupil?.candidacyId ?? '';
  await exchange(here, 'here');
  const [left, joined] = [transferCounty.office.id, joiningCounty.office.id];
  expect(await stick.start('issue.ts', ['--accept', '--office', left])).toMatchObject({ refused: false });
  const words = ['--office', left, '--to-office', joined, '--candidacy', id, '--by', '考试院', '--class', '01'];
  const school = ['--school', joiningSchool.schoolCode, '--school-name', joiningSchool.schoolName];
  const application = crypto.randomUUID();
  const { said } = await stick.start('issue.ts', ['--transfer', application, ...words, ...school]);
  expect(said).toContain('签发了 2 条');

  await releasePupils(there, [pupilData(62, joiningSchool)], 620);
  const answer = await exchange(there, 'there');
  expect(await readAnswer(there, answer)).toMatchObject({ received: 1, notices: { applied: 1, parked: 0 } });
  const row = there.db().statement('SELECT status, candidacy_no AS no FROM candidacy WHERE id = ?').get(id);
  expect(row).toEqual({ status: 'inEffect', no: pupil?.data.enrolmentNo });
  const photo = `SELECT b.bytes FROM capture p JOIN photo_blob b ON b.sha256 = p.derived_sha256 WHERE p.candidacy_id = ?`;
  expect(Buffer.from(pupil?.photo ?? []).equals(there.db().statement(photo).pluck().get(id) as Buffer)).toBe(true);
  // cut into answers of next to nothing, each still brings the photo of the record that it brings
  const [database, blobs] = [await stick.open(), await openBlobStore(stick.data, noLostBook)];
  const parts: NoticePart[] = [];
  for await (const part of noticeParts({ db: database, blobs }, joined, [], 20_000, 1)) parts.push(part);
  await database.close();
  expect(parts.map((part) => part.lines.map(({ kind }) => kind))).toEqual([['notice', 'photo']]);
  const events = () => there.db().statement('SELECT count(*) FROM event WHERE subject_id = ?').pluck().get(id);
  const before = events();
  expect(await readAnswer(there, answer)).toMatchObject({ notices: { applied: 0, known: 1 } });
  expect(events()).toBe(before);
});

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeStickRegion } from './stick-region.ts';

// each step starts the receiver's programs as people do: seconds each on a busy machine
vi.setConfig({ testTimeout: 120_000 });

/** Written once by version 1 of every way over the stick; whatever comes later must still read them as they are. */
const kept = ['to-region-v1', 'changes-v1', 'answer-v1', 'answer-to-changes-v1'];
/** of the desk that wrote them: its key as people compare it, and its recovery sheet, whose bare secret answers were sealed to */
const fingerprint = '9621 8D4E C7F5 7253 8487 4C22 A9EF 6288';
const sheet = 'D6ZQG0WENNW83S38ETR4WQ5XEJX2BY7KJCBMESN2';

const region = makeStickRegion();
let desk: TestDesk;
beforeAll(async () => {
  for (const name of kept) {
    const file = `${name}.kaoji-parcel`;
    copyFileSync(join(import.meta.dirname, '../fixtures/wire', file), region.at(file));
  }
  desk = await makeDesk({ deskName: '2号台' });
}, 60_000);
afterAll(async () => {
  desk.close();
  await region.remove();
});

test('留着的第 1 版数据包：自治区照样收下里面的一份记录、一项变动', async () => {
  const records = await region.take('to-region-v1.kaoji-parcel', 'new.kaoji-parcel', ['--enrol', fingerprint]);
  expect(records.said).toContain('收下 1 份，其中以前收过 0 份；批次 1 个，收齐 1 个');
  expect((await region.take('changes-v1.kaoji-parcel', 'new-2.kaoji-parcel')).said).toContain('变动 1 项');
});

test.each(['answer-v1', 'answer-to-changes-v1'])('留着的第 1 版回执包 %s：恢复单照样打得开，一行不差', async (name) => {
  desk.files.open = region.at(`${name}.kaoji-parcel`);
  const { call } = await desk.as('reviewer1');
  // the record is another desk's: its receipt is read and left alone
  expect(value(await call('parcel.readAnswerBySheet', { words: [sheet] }))).toMatchObject({ received: 0, strange: 1 });
});

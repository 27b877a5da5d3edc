import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecords, sendStream, streamOf } from '../../bench/intake-load.ts';
import { databasesUnderTest, makeReceiver, type TestReceiver } from './make-receiver.ts';

const lots = 4;
/** KAOJI_REPLAY=10000 does it once with as many as a county has */
const perLot = Math.ceil(Number(process.env['KAOJI_REPLAY'] ?? 384) / lots);

describe.each(databasesUnderTest())('整批再送一遍（%s）', (on) => {
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await makeReceiver({ on });
  });
  afterAll(() => receiver.stop());

  test(`${lots * perLot} 份连照片送两遍，第二遍又乱了股：总表一个字不变，一份也不新收`, async () => {
    const records = Array.from({ length: lots }, (_none, lot) => makeRecords(perLot, lot * perLot));
    const sums = async (streams: readonly Buffer[]) => {
      const answers = await Promise.all(streams.map((stream) => sendStream(receiver.url, stream)));
      return answers.reduce((sum, one) => ({ fresh: sum.fresh + one.fresh, repeated: sum.repeated + one.repeated }));
    };
    expect(await sums(records.map(streamOf))).toEqual({ fresh: lots * perLot, repeated: 0 });
    const before = await receiver.report();
    expect(before.counts).toMatchObject({
      messages: lots * perLot,
      persons: lots * perLot,
      captures: lots * perLot,
      photos: lots * perLot,
      refused: 0,
      openCases: 0,
    });
    const mixed = Array.from({ length: lots }, (_none, lot) =>
      records
        .flat()
        .filter((_record, at) => at % lots === lot)
        .reverse(),
    );
    const again = await sums(mixed.map(streamOf));
    expect(again.fresh).toBe(0);
    expect(again.repeated).toBeGreaterThanOrEqual(lots * perLot);
    expect(await receiver.report()).toEqual(before);
  }, 900_000);
});

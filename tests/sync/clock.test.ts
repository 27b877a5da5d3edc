import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDesk, reopen, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { makeRunner } from './make-runner.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

describe('本机的钟', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  beforeAll(async () => {
    receiver = await makeReceiver();
    desk = await makeDesk();
    await releasePupils(desk, [pupilData(1)], 1);
  });
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });
  const sentence = async (of: TestDesk) => {
    const { call } = await of.as('reviewer2');
    return value(await call('sync.status', {})).sentence;
  };

  test.each(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'])(
    '%s：说是钟，说出本机以为的日期，不说证书不好',
    async (code) => {
      const before = desk.clock.now();
      desk.clock.set('2015-01-03T02:00:00.000Z');
      const call = () => Promise.reject(Object.assign(new Error('certificate'), { code }));
      const { trouble, waiting } = await makeRunner(desk, 'https://region.example', { call }).push();
      expect(trouble).toContain('本机时间是 2015 年 1 月 3 日');
      expect(trouble).toContain('由管理员核对本机时间');
      expect(trouble).not.toContain('没有被认可');
      expect(waiting).toBe(1);
      desk.clock.set(before);
    },
  );

  test('差了多少写在那一句话里，重开还在；照样送，不拦', async () => {
    // the desk of the tests lives days before the receiver's clock
    expect(await makeRunner(desk, receiver.url).push()).toMatchObject({ received: 1, waiting: 0, trouble: null });
    expect(await sentence(desk)).toMatch(/本机比自治区慢 \d+ 天。不影响登记；由管理员校时。/u);
    const again = await reopen(desk);
    const { call } = await again.as('clerk1');
    const { sentence: said } = value(await call('sync.status', {}));
    expect(said).toMatch(/本机比自治区慢 \d+ 天。不影响登记/u);
    again.desk.close();
  });
});

import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { makeDesk } from '../make-desk.ts';
import { makeReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { backUp, openAgain, putBack, rows, toldLedgerOf } from './put-back.ts';
import { pupilData, releasePupils } from './release-pupils.ts';
import { changeMobile } from './tell-changes.ts';

test('线路一断再断：每次取回的都算数，不从头来；最后一项不少，次序不乱', { timeout: 120_000 }, async () => {
  const receiver = await makeReceiver({ enrolledOnly: true });
  let desk = await makeDesk();
  await enrol(receiver, desk);
  const [pupil] = await releasePupils(desk, [pupilData(9)]);
  const id = pupil?.candidacyId ?? '';
  const push = () => makeRunner(desk, receiver.url).push();
  await push();
  const backup = backUp(desk);
  desk = await openAgain(desk);
  const count = 45;
  for (let nth = 0; nth < count; nth += 1) await changeMobile(desk, id, `139047${String(70_000 + nth)}`);
  await push();
  const ledger = toldLedgerOf(desk);
  expect(ledger).toHaveLength(count);

  desk = await putBack(desk, backup);
  const back = () => rows(desk, 'SELECT 1 FROM regained_change').length;
  const { call, close } = createHttpCall();
  const came: number[] = [];
  // each run gets one answer with changes; the line is gone at the next question for them
  for (let run = 0; run < 2; run += 1) {
    let asked = 0;
    const cut: typeof call = (request) => {
      if (request.url.endsWith('/v2/told-changes') && asked++ > 0)
        throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
      return call(request);
    };
    await makeRunner(desk, receiver.url, { call: cut }).push();
    came.push(back());
  }
  expect(came).toEqual([20, 40]);
  await push();
  expect(back()).toBe(count);
  expect(toldLedgerOf(desk)).toEqual(ledger);
  expect(rows(desk, `SELECT mobile FROM candidacy WHERE id = '${id}'`)).toEqual([
    { mobile: `139047${70_000 + count - 1}` },
  ]);
  close();
  desk.close();
  await receiver.stop();
  rmSync(backup, { recursive: true, force: true });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { inSavepoint } from '../../../src-main/db/store/candidacy-savepoint.ts';
import { makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

describe('一次办多人：每人一个保存点', () => {
  it('一个人写到一半不成，只收回他自己的，前后的都留下', async () => {
    const [first, half, last] = [await scene.enter(pupil(1)), await scene.enter(pupil(2)), await scene.enter(pupil(4))];
    const db = scene.desk.db();
    const seat = (id: string, no: number) => db.statement('UPDATE candidacy SET seat_no = ? WHERE id = ?').run(no, id);
    db.client.exec('BEGIN IMMEDIATE');
    inSavepoint(db, () => ok(seat(first, 1)));
    const refused = inSavepoint(db, () => {
      seat(half, 2);
      return failed(invalid('', '试验'));
    });
    inSavepoint(db, () => ok(seat(last, 3)));
    db.client.exec('COMMIT');
    expect(refused.ok).toBe(false);
    expect([first, half, last].map((id) => scene.column(id, 'seat_no'))).toEqual([1, null, 3]);
  });
});

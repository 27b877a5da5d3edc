import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { completion, fault, idNumber, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';

let scene: Scene;
let id: string;
const card = { fullName: '欧阳春山', ethnicity: '02', documentNumber: idNumber(11), birthDate: '2010-05-11', sex: '1' };
beforeEach(async () => {
  scene = await makeScene();
  id = await scene.enter(pupil(1));
  await scene.approve(id);
  await scene.readCard(id, card);
});
afterEach(() => scene.desk.close());

function choice(field: string, value: 'roster' | 'document'): Input<'desk.settleDifference'> {
  const documentPicture = value === 'document' ? makeJpeg(9, 640, 480) : null;
  return { candidacyId: id, field, value, pupilConfirmed: true, documentPicture };
}

describe('desk.settleDifference：证件和名册不同', () => {
  it('完成前名册的值不动；完成时换成证件的值，两个值和证件照片都留着，旧号仍能查到', async () => {
    await scene.do('clerk', 'desk.settleDifference', choice('fullName', 'document'));
    await scene.do('clerk', 'desk.settleDifference', choice('ethnicity', 'roster'));
    const state = await scene.do('clerk', 'desk.settleDifference', choice('documentNumber', 'document'));
    expect(state.comparisons.map(({ field, settled }) => [field, settled])).toEqual([
      ['fullName', 'document'],
      ['sex', null],
      ['ethnicity', 'roster'],
      ['birthDate', null],
      ['documentNumber', 'document'],
    ]);
    expect(scene.column(id, 'full_name')).toBe(pupil(1).fullName);
    const captureId = await scene.shoot(id);
    const done = await scene.do('clerk', 'desk.complete', {
      ...completion(scene, id, captureId),
      warnReason: '学籍号由学校去更正',
    });
    expect(done.outcome).toBe('completed');
    expect(scene.column(id, 'full_name')).toBe('欧阳春山');
    expect(scene.column(id, 'pinyin_initials')).toBe('oycs');
    expect(scene.column(id, 'ethnicity')).toBe('01');
    expect(scene.column(id, 'document_number')).toBe(card.documentNumber);
    const kept = scene.desk
      .db()
      .statement(
        'SELECT field, roster_value, document_value, settled, document_picture_sha256 IS NOT NULL AS pictured FROM desk_difference ORDER BY rowid',
      )
      .all();
    expect(kept).toEqual([
      {
        field: 'fullName',
        roster_value: pupil(1).fullName,
        document_value: '欧阳春山',
        settled: 'document',
        pictured: 1,
      },
      { field: 'ethnicity', roster_value: '01', document_value: '02', settled: 'roster', pictured: 0 },
      {
        field: 'documentNumber',
        roster_value: idNumber(1),
        document_value: idNumber(11),
        settled: 'document',
        pictured: 1,
      },
    ]);
    const [hit] = await scene.do('clerk', 'desk.search', { text: idNumber(1), limit: 5 });
    expect(hit).toMatchObject({ candidacyId: id, matchedBy: '证件号（曾误录）' });
  });

  it('选了以后证件重新读成别的值：先前的选择不算', async () => {
    await scene.do('clerk', 'desk.settleDifference', choice('fullName', 'document'));
    const state = await scene.readCard(id, { ...card, fullName: '欧阳春水' });
    expect(state.comparisons.find((line) => line.field === 'fullName')).toMatchObject({ differs: true, settled: null });
  });

  it('以证件为准要有证件照片', async () => {
    const reply = await scene.ask('clerk', 'desk.settleDifference', {
      ...choice('fullName', 'document'),
      documentPicture: null,
    });
    expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field: 'documentPicture' }] });
    expect(scene.count('desk_difference')).toBe(0);
  });

  it('没有不同的项、只有末四位的号码、不对照的项：都不能选', async () => {
    for (const field of ['sex', 'mobile']) {
      const reply = await scene.ask('clerk', 'desk.settleDifference', choice(field, 'roster'));
      expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field: 'field' }] });
    }
    await scene.readCard(id, { lastFour: '0000' });
    const reply = await scene.ask('clerk', 'desk.settleDifference', choice('documentNumber', 'document'));
    expect(JSON.stringify(fault(reply))).toContain('键入证件上的全号');
  });
});

describe('证件号与名册不同', () => {
  it('不能以名册为准：说出怎么办，登记也完成不了', async () => {
    await scene.readCard(id, { documentNumber: idNumber(11) });
    const reply = await scene.ask('clerk', 'desk.settleDifference', choice('documentNumber', 'roster'));
    expect(JSON.stringify(fault(reply))).toMatch(/换成本人证件.*当面补录/);
    expect(scene.count('desk_difference')).toBe(0);
  });

  it('早先存下的“以名册为准”不算核对过：仍然拦住', async () => {
    await scene.readCard(id, { documentNumber: idNumber(11) });
    const clerk = scene.desk.db().statement(`SELECT id FROM user_account WHERE login_name = 'clerk1'`).pluck().get();
    const row = [id, 'documentNumber', idNumber(1), idNumber(11), 'roster', clerk, '2026-11-23T02:00:00.000Z'];
    scene.desk
      .db()
      .statement(
        `INSERT INTO desk_difference (id, candidacy_id, field, roster_value, document_value, settled, settled_by, settled_at)
         VALUES ('0198f000-0000-7000-8000-00000000d1ff', ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...row);
    const captureId = await scene.shoot(id);
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, id, captureId));
    expect(refusedBy(reply)).toEqual(expect.arrayContaining(['desk.document-compared', 'desk.differences-settled']));
    expect(JSON.stringify(fault(reply))).toMatch(/换成本人证件.*当面补录/);
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
  });
});

describe('desk.settleDifference：谁可以办', () => {
  it.each(['reviewer', 'teacher', 'school'] as const)('%s 不能选', async (who) => {
    const reply = await scene.ask(who, 'desk.settleDifference', choice('fullName', 'roster'));
    expect(fault(reply).kind).toBe('forbidden');
  });

  it('别的登记员没有读过证件，选不了', async () => {
    const reply = await scene.ask('otherClerk', 'desk.settleDifference', choice('fullName', 'roster'));
    expect(fault(reply).kind).toBe('invalid');
  });
});

describe('desk.settleDifference：按两次、改主意', () => {
  it('同样的选择再按一次不多记；改选时两次都留着', async () => {
    await scene.do('clerk', 'desk.settleDifference', choice('fullName', 'document'));
    await scene.do('clerk', 'desk.settleDifference', choice('fullName', 'document'));
    expect(scene.count('desk_difference')).toBe(1);
    scene.desk.clock.advance(1000);
    const state = await scene.do('clerk', 'desk.settleDifference', choice('fullName', 'roster'));
    expect(state.comparisons[0]).toMatchObject({ settled: 'roster' });
    expect(scene.count('desk_difference')).toBe(2);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidacyMessage } from '../../../shared/wire/candidacy-message.ts';
import { completion, fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';

// the printer is hidden behind a port: here it keeps the page it was asked to print
let page = '';
let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene({
    pdf: async (html) => {
      page = html;
      return new TextEncoder().encode('%PDF-1.7 test');
    },
    files: { open: async () => null, openFolder: async () => null, save: async () => '/dev/null' },
  });
  id = await scene.enter(pupil(1));
  await scene.approve(id);
});
afterEach(() => scene.desk.close());

const settle = (field: string, value: 'roster' | 'document') =>
  scene.do('clerk', 'desk.settleDifference', {
    candidacyId: id,
    field,
    value,
    pupilConfirmed: true,
    documentPicture: value === 'document' ? makeJpeg(9, 640, 480) : null,
  });
const complete = async () => scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id)));
const sheet = () => scene.do('reviewer', 'review.sheet', { candidacyId: id });
const printed = async () => {
  await scene.do('clerk', 'desk.printForm', { candidacyId: id });
  return page;
};
const sent = async () => {
  const items = () => [{ candidacyId: id, version: scene.version(id) }];
  await scene.do('reviewer', 'review.approve', { items: items() });
  await scene.do('otherReviewer', 'release.perform', { items: items() });
  const body = scene.desk.db().statement('SELECT body FROM outbox').pluck().get();
  return candidacyMessage.parse(JSON.parse(String(body))).differences;
};
const number = pupil(1).documentNumber;

describe('证件照片', () => {
  it('审核员看得到，看过有记录；别的角色、别处的人看不到', async () => {
    await scene.readCard(id, { documentNumber: number, fullName: '钱春水', ethnicity: '02' });
    await settle('fullName', 'document');
    await settle('ethnicity', 'roster');
    await complete();
    const { documentPictures } = await sheet();
    expect(documentPictures).toEqual([{ differenceId: expect.any(String), field: 'fullName', label: '姓名' }]);
    const differenceId = documentPictures[0]?.differenceId ?? '';
    const { jpeg } = await scene.do('reviewer', 'photo.readDocument', { differenceId });
    expect(Buffer.from(jpeg).equals(Buffer.from(makeJpeg(9, 640, 480, 72)))).toBe(true);
    await scene.do('administrator', 'photo.readDocument', { differenceId });
    for (const who of ['clerk', 'teacher', 'school', 'auditor'] as const)
      expect(fault(await scene.ask(who, 'photo.readDocument', { differenceId })).kind).toBe('forbidden');
    const unknown = '0198f000-0000-7000-8000-00000000dead';
    expect((await scene.ask('reviewer', 'photo.readDocument', { differenceId: unknown })).ok).toBe(false);
    scene.desk.desk.tick();
    const read = scene.desk
      .db()
      .statement(
        `SELECT role, outcome, subject_id AS subject FROM audit_entry WHERE call = 'photo.readDocument' AND subject_id = ?`,
      )
      .all(differenceId);
    expect(read).toEqual(
      ['reviewer', 'officeAdministrator'].map((role) => ({ role, outcome: 'read', subject: differenceId })),
    );
  });
});

describe('选定过的不同处：只说还算数的', () => {
  it('看错了一次、选了以名册为准，再读是对的：登记表、审核、报文里都不再提', async () => {
    await scene.readCard(id, { documentNumber: number, fullName: '钱春水' });
    await settle('fullName', 'roster');
    await scene.readCard(id, { documentNumber: number, fullName: pupil(1).fullName });
    expect(await printed()).toContain('证件与名册核对：没有不同。');
    await complete();
    expect(await printed()).toContain('证件与名册核对：没有不同。');
    expect((await sheet()).fields.filter((field) => field.differs)).toEqual([]);
    expect(await sent()).toEqual([]);
  });

  it('选了以证件为准，再读成与名册一致：登记表上印的是名册的姓名', async () => {
    await scene.readCard(id, { documentNumber: number, fullName: '钱春水' });
    await settle('fullName', 'document');
    expect(await printed()).toContain('钱春水');
    await scene.readCard(id, { documentNumber: number, fullName: pupil(1).fullName });
    expect(await printed()).not.toContain('钱春水');
  });

  it('还算数的：名册、证件两个值和以哪个为准都在', async () => {
    await scene.readCard(id, { documentNumber: number, fullName: '钱春水', ethnicity: '02' });
    await settle('fullName', 'document');
    await settle('ethnicity', 'roster');
    await complete();
    const differing = (await sheet()).fields.filter((field) => field.differs);
    expect(
      differing.map(({ field, value, rosterValue, documentValue, settled }) => [
        field,
        value,
        rosterValue,
        documentValue,
        settled,
      ]),
    ).toEqual([
      ['fullName', '钱春水', pupil(1).fullName, '钱春水', 'document'],
      ['ethnicity', '汉族', '汉族', '蒙古族', 'roster'],
    ]);
    expect(await printed()).toMatch(/钱春水.*以证件为准/);
    expect((await sent()).map(({ field, settled }) => [field, settled])).toEqual([
      ['fullName', 'document'],
      ['ethnicity', 'roster'],
    ]);
  });
});

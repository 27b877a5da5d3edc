import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let own: string;
beforeEach(async () => {
  scene = await makeScene();
  own = await scene.enter(pupil(1));
});
afterEach(() => scene.desk.close());

describe('preRegistration.dataToMend：改资料的表从存着的值开始', () => {
  it('给的是代码和整个号码，原样交回去什么都不变', async () => {
    const data = await scene.do('clerk', 'preRegistration.dataToMend', { candidacyId: own });
    expect(data).toEqual(pupil(1));
  });

  it('看了谁留一行', async () => {
    await scene.do('clerk', 'preRegistration.dataToMend', { candidacyId: own });
    scene.desk.desk.tick();
    const line = scene.desk
      .db()
      .statement(`SELECT outcome FROM audit_entry WHERE call = 'preRegistration.dataToMend' AND subject_id = ?`)
      .pluck()
      .all(own);
    expect(line).toEqual(['read']);
  });

  it('只给登记员；没有的人打不开', async () => {
    for (const who of ['teacher', 'school', 'reviewer', 'administrator', 'auditor'] as const) {
      const reply = await scene.ask(who, 'preRegistration.dataToMend', { candidacyId: own });
      expect(fault(reply).kind).toBe('forbidden');
    }
    const missing = '0198f000-0000-7000-8000-00000000dead';
    const reply = await scene.ask('clerk', 'preRegistration.dataToMend', { candidacyId: missing });
    expect(fault(reply).kind).toBe('forbidden');
  });
});

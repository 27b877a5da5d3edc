import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { fault, pupil, refusedBy } from '../../fixtures/desk-scene.ts';

const request = { kind: 'reopening', reason: '民族登错了' } as const;

describe('生效前重新打开：有原因，两个人', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene('2026-11-23T02:00:00.000Z');
  });
  afterAll(() => scene.desk.close());

  it.each(['released', 'received', 'refusedByRegion', 'setAside'])(
    '%s：一人提出，另一人同意，回到登记台',
    async (status) => {
      const id = await scene.inEffect(
        ['released', 'received', 'refusedByRegion', 'setAside'].indexOf(status) * 2 + 1,
        status,
      );
      const { applicationId } = await scene.start('otherReviewer', id, request);
      expect(await scene.submit('otherReviewer', applicationId)).toMatchObject({ place: '等旗县同意' });
      expect(scene.column(id, 'status')).toBe(status);
      const own = await scene.agree('otherReviewer', applicationId);
      expect(own.failed[0]?.sentence).toContain('这一件是你准备的，不能自己决定');
      expect(await scene.agree('administrator', applicationId)).toEqual({ done: [applicationId], failed: [] });
      expect(scene.column(id, 'status')).toBe('awaitingCapture');
      expect(scene.column(id, 'return_reason')).toBe('民族登错了');
      expect(scene.column(id, 'reviewed_by')).toBeNull();
      expect(scene.column(id, 'released_by')).toBeNull();
      expect(scene.events(id).at(-1)).toBe('candidacy.reopened');
    },
  );

  it('生效后不能，引二（二）、二（三）；没有放行的走审核里的退回', async () => {
    const bound = await scene.inEffect(21);
    const reply = await scene.ask('reviewer', 'application.start', { candidacyId: bound, request });
    expect(fault(reply)).toMatchObject({
      kind: 'refused',
      findings: [{ ruleId: 'reopening.before-effect', clauses: [{ id: '2.2' }, { id: '2.3a' }] }],
    });
    const { id } = await scene.completed(pupil(23));
    const early = await scene.ask('reviewer', 'application.start', { candidacyId: id, request });
    expect(refusedBy(early)).toEqual(['reopening.has-left']);
    expect(JSON.stringify(fault(early))).toContain('由审核员在审核里退回登记台');
  });

  it('等同意的时候注册生效了：不再打开', async () => {
    const id = await scene.released(25);
    const { applicationId } = await scene.start('reviewer', id, request);
    await scene.submit('reviewer', applicationId);
    scene.desk.db().statement("UPDATE candidacy SET status = 'inEffect' WHERE id = ?").run(id);
    const { failed } = await scene.agree('administrator', applicationId);
    expect(failed[0]?.sentence).toContain('注册生效后不能重新打开');
    expect(scene.column(id, 'status')).toBe('inEffect');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let one: string;
let two: string;
beforeEach(async () => {
  scene = await makeScene();
  const { classes } = await scene.do('school', 'school.read', {});
  one = classes.find(({ code }) => code === '01')?.classId ?? '';
  two = classes.find(({ code }) => code === '02')?.classId ?? '';
});
afterEach(() => scene.desk.close());

const setStatus = (id: string, status: string) => {
  if (status === 'released') putInBatch(id);
  scene.desk.db().statement('UPDATE candidacy SET status = ? WHERE id = ?').run(status, id);
};
/** A record leaves the house in a batch or not at all: the store sees to it. */
const putInBatch = (id: string) => {
  const at = '2026-11-23T02:00:00.000Z';
  scene.desk
    .db()
    .statement(
      `INSERT INTO batch (id, version, day, day_no, origin, state, made_at, released_at)
       VALUES ('batch', 1, '2026-11-23', 1, 'before', 'released', ?, ?)`,
    )
    .run(at, at);
  scene.desk
    .db()
    .statement(
      `INSERT INTO batch_record (batch_id, position, candidacy_id, revision)
       SELECT 'batch', 1, id, revision FROM candidacy WHERE id = ?`,
    )
    .run(id);
};
const items = (...ids: string[]) => ids.map((candidacyId) => ({ candidacyId, version: scene.version(candidacyId) }));
const move = (ids: string[], classId = two) => ({ items: items(...ids), classId, reason: '分科后调班' });
const toTell = () => scene.desk.db().statement('SELECT candidacy_id, kind, state FROM change_message').all();
const payloadOf = (id: string) =>
  JSON.parse(
    String(
      scene.desk
        .db()
        .statement(
          `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq
           WHERE e.subject_id = ? ORDER BY e.seq DESC LIMIT 1`,
        )
        .pluck()
        .get(id),
    ),
  );
const foreignClass = () =>
  String(
    scene.desk
      .db()
      .statement(`SELECT k.id FROM school_class k JOIN school s ON s.id = k.school_id WHERE s.code = '1504300002'`)
      .pluck()
      .get(),
  );

describe('classChange.perform：换班', () => {
  it('一次换几个人，每人一个事件；名单、班主任的范围跟着换；座号清掉', async () => {
    const ids = [await scene.enter(pupil(1)), await scene.enter(pupil(2))];
    scene.desk.db().statement('UPDATE candidacy SET seat_no = 7').run();
    const moved = await scene.do('school', 'classChange.perform', move(ids));
    expect(moved).toEqual({ done: ids, failed: [], toTell: [] });
    for (const id of ids) {
      expect([scene.column(id, 'class_id'), scene.column(id, 'seat_no')]).toEqual([two, null]);
      expect(scene.events(id)).toEqual(['candidacy.entered', 'candidacy.classChanged']);
    }
    expect(payloadOf(ids[0] ?? '')).toMatchObject({
      from: { classId: one, code: '01', name: '高一(1)班' },
      to: { classId: two, code: '02', name: '高一(2)班' },
      seatNo: 7,
      reason: '分科后调班',
      toTell: false,
    });
    expect((await scene.do('teacher', 'preRegistration.list', { classId: null, status: 'all' })).length).toBe(0);
    expect((await scene.do('otherTeacher', 'preRegistration.list', { classId: null, status: 'all' })).length).toBe(2);
  });

  it('规则、条款和事实跟着决定存下', async () => {
    const id = await scene.enter(pupil(1));
    await scene.do('school', 'classChange.perform', move([id]));
    const findings = JSON.parse(
      String(
        scene.desk
          .db()
          .statement(`SELECT findings FROM decision_record WHERE candidacy_id = ? AND act = 'classChange.perform'`)
          .pluck()
          .get(id),
      ),
    ) as { ruleId: string; clauses: string[] }[];
    expect(findings.find(({ ruleId }) => ruleId === 'class-change.named-person')?.clauses).toEqual(['2.4', '2.1']);
    expect(findings.map(({ ruleId }) => ruleId)).toContain('windows.class-change-in-time');
  });

  it.each(candidacyStatuses.filter((status) => status !== 'staged'))('%s：活着的都能换，了结的不能', async (status) => {
    const id = await scene.enter(pupil(1));
    setStatus(id, status);
    const result = await scene.do('school', 'classChange.perform', move([id]));
    const isOver = ['closed', 'joined', 'withdrawn', 'void'].includes(status);
    expect([result.done.length, result.failed.length]).toEqual(isOver ? [0, 1] : [1, 0]);
    expect([scene.column(id, 'status'), scene.column(id, 'class_id')]).toEqual([status, isOver ? one : two]);
    const tells = ['released', 'received', 'inEffect', 'suspended'].includes(status);
    expect(result.toTell).toEqual(tells ? [id] : []);
    expect(toTell()).toEqual(tells ? [{ candidacy_id: id, kind: 'classChange', state: 'waiting' }] : []);
  });

  it('按两次是同一个答复，不多一个事件；看的是旧版本就说谁改的', async () => {
    const id = await scene.enter(pupil(1));
    setStatus(id, 'inEffect');
    const input = move([id]);
    const first = await scene.do('school', 'classChange.perform', input);
    expect(await scene.do('school', 'classChange.perform', input)).toEqual(first);
    expect(scene.events(id)).toEqual(['candidacy.entered', 'candidacy.classChanged']);
    expect(toTell()).toHaveLength(1);
    const back = await scene.do('school', 'classChange.perform', { ...input, classId: one });
    expect(back.failed[0]?.sentence).toBe('张校长 10:00 换班：分科后调班。看过新内容再决定。');
  });

  it('一个不行只拦它自己；别校的人不说姓名', async () => {
    const good = await scene.enter(pupil(1));
    const over = await scene.enter(pupil(2));
    setStatus(over, 'void');
    const elsewhere = await scene.enter(pupil(3, { schoolCode: '1504300002', schoolName: '敖汉旗蒙古族中学' }));
    const result = await scene.do('school', 'classChange.perform', move([over, elsewhere, good]));
    expect(result.done).toEqual([good]);
    expect(result.failed.map(({ fullName }) => fullName)).toEqual([pupil(2).fullName, '']);
    expect(scene.column(elsewhere, 'class_id')).not.toBe(two);
  });

  it('别校的班、关了的班：拦下，引二（四）；换学校指到转籍', async () => {
    const id = await scene.enter(pupil(1));
    const { classId } = await scene.do('school', 'school.saveClass', {
      classId: null,
      version: null,
      code: '03',
      name: '高一(3)班',
      cohortYear: 2026,
    });
    await scene.do('school', 'school.closeClass', { classId, version: 1 });
    for (const [target, words] of [
      [foreignClass(), '转籍'],
      [classId, '已经关了'],
    ] as const) {
      const { failed } = await scene.do('school', 'classChange.perform', move([id], target));
      expect(failed[0]?.sentence).toContain(words);
      expect(failed[0]?.sentence).toContain('二（四）');
    }
    expect(scene.events(id)).toEqual(['candidacy.entered']);
  });

  it('换到别的年级：照办，带标记', async () => {
    const id = await scene.enter(pupil(1));
    const { classId } = await scene.do('school', 'school.saveClass', {
      classId: null,
      version: null,
      code: '01',
      name: '高二(1)班',
      cohortYear: 2025,
    });
    await scene.do('school', 'classChange.perform', move([id], classId));
    expect(JSON.parse(String(scene.column(id, 'flags')))).toContain('class-change.same-year');
  });

  it.each(['clerk', 'teacher', 'administrator', 'reviewer'] as const)('%s 不能换班', async (who) => {
    const id = await scene.enter(pupil(1));
    expect(fault(await scene.ask(who, 'classChange.perform', move([id]))).kind).toBe('forbidden');
  });

  it('没有写原因：当作没有填好', async () => {
    const id = await scene.enter(pupil(1));
    expect(fault(await scene.ask('school', 'classChange.perform', { ...move([id]), reason: ' ' })).kind).toBe(
      'invalid',
    );
  });
});

describe('报考截止：公布的时间管着', () => {
  const publish = (closesAt: string) =>
    scene.desk
      .db()
      .statement(
        `INSERT INTO exam_window (id, kind, label, cohort_year, sitting, opens_at, closes_at, edition_id)
         VALUES ('w-class', 'classChange', '换班', 2026, NULL, '2026-09-01T00:00:00.000Z', ?, 'calendar-2026')`,
      )
      .run(closesAt);

  it.each([
    ['差一刻', '2026-11-23T02:00:00.001Z', true],
    ['到点', '2026-11-23T02:00:00.000Z', false],
  ] as const)('%s', async (_, closesAt, open) => {
    const id = await scene.enter(pupil(1));
    publish(closesAt);
    const [line] = await scene.do('school', 'school.pupils', { classId: one });
    expect(line?.classChange.open).toBe(open);
    const { done, failed } = await scene.do('school', 'classChange.perform', move([id]));
    expect(done).toEqual(open ? [id] : []);
    if (!open) {
      expect(line?.classChange.why.map(({ ruleId }) => ruleId)).toEqual(['windows.class-change-in-time']);
      expect(failed[0]?.sentence).toContain('二（四）');
    }
  });
});

describe('mobileChange.perform：本人到场改手机号', () => {
  const change = (candidacyId: string, mobile = '139 0476 0099', pupilPresent = true) => ({
    candidacyId,
    version: scene.version(candidacyId),
    mobile,
    pupilPresent,
  });

  it('存下整理过的号；事件写明是本人的申请，旧号新号都在', async () => {
    const id = await scene.enter(pupil(1));
    const done = await scene.do('clerk', 'mobileChange.perform', change(id));
    expect(done).toEqual({ mobileMasked: '*******0099', toTell: false });
    expect(scene.column(id, 'mobile')).toBe('13904760099');
    expect(payloadOf(id)).toEqual({
      from: '13904760001',
      to: '13904760099',
      actOf: 'candidate',
      pupilPresent: true,
      toTell: false,
    });
  });

  it('生效以后也随时能改；排着告诉自治区', async () => {
    const id = await scene.enter(pupil(1));
    setStatus(id, 'inEffect');
    const done = await scene.do('clerk', 'mobileChange.perform', change(id));
    expect(done.toTell).toBe(true);
    expect(toTell()).toEqual([{ candidacy_id: id, kind: 'mobileChange', state: 'waiting' }]);
    expect(scene.column(id, 'status')).toBe('inEffect');
  });

  it('本人不在场：拦下，引二（五）；号码不对：说差几位', async () => {
    const id = await scene.enter(pupil(1));
    expect(refusedBy(await scene.ask('clerk', 'mobileChange.perform', change(id, '13904760099', false)))).toEqual([
      'mobile-change.candidate-in-person',
    ]);
    const reply = await scene.ask('clerk', 'mobileChange.perform', change(id, '1390476009'));
    expect(refusedBy(reply)).toEqual(['candidate.mobile']);
    expect(JSON.stringify(fault(reply))).toContain('这里是 10 位');
    expect(scene.events(id)).toEqual(['candidacy.entered']);
  });

  it.each(['closed', 'joined', 'withdrawn', 'void'])('%s 的不改', async (status) => {
    const id = await scene.enter(pupil(1));
    setStatus(id, status);
    expect(refusedBy(await scene.ask('clerk', 'mobileChange.perform', change(id)))).toEqual(['house.state']);
  });

  it('按两次是同一个答复，不多一个事件；看的是旧版本就说谁改的', async () => {
    const id = await scene.enter(pupil(1));
    const input = change(id);
    const first = await scene.do('clerk', 'mobileChange.perform', input);
    expect(await scene.do('clerk', 'mobileChange.perform', input)).toEqual(first);
    expect(scene.events(id)).toEqual(['candidacy.entered', 'candidacy.mobileChanged']);
    const reply = await scene.ask('clerk', 'mobileChange.perform', { ...input, mobile: '13904760088' });
    expect(fault(reply)).toEqual({ kind: 'stale', message: '王敏 10:00 本人到场改手机号。看过新内容再决定。' });
  });

  it.each(['teacher', 'school', 'reviewer', 'administrator'] as const)('%s 不能代改', async (who) => {
    const id = await scene.enter(pupil(1));
    expect(fault(await scene.ask(who, 'mobileChange.perform', change(id))).kind).toBe('forbidden');
  });
});

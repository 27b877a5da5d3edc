import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { idCheckDigit } from '../../../shared/lib/id-number.ts';
import { completion, fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

function entry(data = pupil(1)): Input<'preRegistration.enter'> {
  return { candidacyId: null, version: null, data, pupilPresent: true };
}
const cases = () =>
  scene.desk.db().statement('SELECT kind, sentence FROM case_file ORDER BY opened_at, id').all() as {
    kind: string;
    sentence: string;
  }[];

describe('preRegistration.enter：当面补录', () => {
  it('名册里没有的学生：记下是谁录的，号码进历史，等班主任', async () => {
    const { candidacyId, findings } = await scene.do('clerk', 'preRegistration.enter', entry());
    expect(scene.column(candidacyId, 'status')).toBe('preRegistered');
    expect(scene.column(candidacyId, 'origin')).toBe('assisted');
    expect(scene.column(candidacyId, 'entered_by')).not.toBeNull();
    expect(scene.column(candidacyId, 'pinyin_full')).toBe('qianzi');
    expect(findings.map((finding) => finding.ruleId)).toEqual(['enrolment.at-this-school']);
    expect(scene.count('number_history')).toBe(2);
    expect(scene.count('resume_entry')).toBe(1);
    expect(cases()).toEqual([]);
  });

  it('全角、空格、替代的间隔点都理顺；生僻字一个码位不变', async () => {
    const data = pupil(1, {
      fullName: ' 包•呼格吉勒𫠊 ',
      documentNumber: `１５０４３０${pupil(1).documentNumber.slice(6)}`,
    });
    const { candidacyId } = await scene.do('clerk', 'preRegistration.enter', entry(data));
    expect(scene.column(candidacyId, 'full_name')).toBe('包·呼格吉勒𫠊');
    expect(scene.column(candidacyId, 'document_number')).toBe(pupil(1).documentNumber);
  });

  it('退回的当面改正：状态、新旧值、旧号仍能查到', async () => {
    const id = await scene.enter(pupil(1));
    await scene.do('teacher', 'preRegistration.return', { candidacyId: id, version: 1, reasons: ['证件号抄错'] });
    await scene.do('clerk', 'preRegistration.enter', {
      ...entry(pupil(1, { documentNumber: pupil(5).documentNumber, enrolmentNo: null })),
      candidacyId: id,
      version: 2,
    });
    expect(scene.column(id, 'status')).toBe('preRegistered');
    expect(scene.column(id, 'return_reason')).toBeNull();
    const sheet = await scene.do('teacher', 'preRegistration.sheet', { candidacyId: id });
    const changed = sheet.fields.filter((line) => line.changedFrom !== null);
    expect(changed.map(({ field, changedFrom }) => [field, changedFrom])).toEqual([
      ['documentNumber', `150430********${pupil(1).documentNumber.slice(-4)}`],
    ]);
    const [hit] = await scene.do('clerk', 'desk.search', { text: pupil(1).documentNumber, limit: 5 });
    expect(hit).toMatchObject({ candidacyId: id, matchedBy: '证件号（曾误录）' });
  });

  it('改资料时没有填的号码不抹掉；用文字填的类别、户籍地与存着的代码一样', async () => {
    const id = await scene.enter(pupil(1));
    await scene.do('teacher', 'preRegistration.return', { candidacyId: id, version: 1, reasons: ['改民族'] });
    for (const enrolmentNo of [null, ' ']) {
      const words = { pupilCategory: '普通高中学生', householdPlace: '赤峰市敖汉旗', mobile: null };
      await scene.do('clerk', 'preRegistration.enter', {
        ...entry(pupil(1, { ...words, ethnicity: '02', enrolmentNo })),
        candidacyId: id,
        version: 2,
      });
    }
    expect(scene.column(id, 'enrolment_no')).toBe(pupil(1).enrolmentNo);
    expect(scene.column(id, 'mobile')).toBe(pupil(1).mobile);
    expect(scene.column(id, 'pupil_category')).toBe('general');
    expect(scene.column(id, 'household_place')).toBe('150430');
    const sheet = await scene.do('teacher', 'preRegistration.sheet', { candidacyId: id });
    expect(sheet.fields.filter((line) => line.changedFrom !== null).map((line) => line.field)).toEqual(['ethnicity']);
  });

  it('名册里存成文字的户籍地，改别的项时原样留着', async () => {
    const id = await scene.enter(pupil(1));
    scene.desk.db().statement(`UPDATE candidacy SET household_place = '敖汉旗', status = 'returned'`).run();
    await scene.do('clerk', 'preRegistration.enter', { ...entry(pupil(1)), candidacyId: id, version: 1 });
    expect(scene.column(id, 'household_place')).toBe('敖汉旗');
  });

  it('采集在先、又退回改正：保留照片，本人重新确认，不凭旧确认自动完成', async () => {
    const id = await scene.enter(pupil(1));
    await scene.readCard(id);
    await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id)));
    expect(scene.column(id, 'held_completion')).not.toBeNull();
    await scene.do('teacher', 'preRegistration.return', {
      candidacyId: id,
      version: scene.version(id),
      reasons: ['改民族'],
    });
    const mend = { ...entry(pupil(1, { ethnicity: '02' })), candidacyId: id, version: scene.version(id) };
    await scene.do('otherClerk', 'preRegistration.enter', mend);
    expect(scene.column(id, 'held_completion')).toBeNull();
    await scene.approve(id);
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
    expect(scene.count(`capture WHERE state = 'draft'`)).toBe(1);
  });

  it.each([
    [
      '末位校验',
      { documentNumber: `${pupil(1).documentNumber.slice(0, 17)}${pupil(1).documentNumber.endsWith('0') ? '1' : '0'}` },
      'identity.document-number',
    ],
    ['没有的日期', { birthDate: '2010-02-30' }, 'identity.birth-date'],
    ['早于 2022 年入学', { cohortYear: 2021 }, 'scope.cohort'],
    ['别的旗县的学校', { schoolCode: '1504020001', schoolName: '红山区实验中学' }, 'enrolment.school-of-this-area'],
  ] as const)('%s不对：不能录入，写明条款', async (_what, change, ruleId) => {
    const reply = await scene.ask('clerk', 'preRegistration.enter', entry(pupil(1, change)));
    expect(refusedBy(reply)).toContain(ruleId);
    expect(scene.count('candidacy')).toBe(0);
  });

  it('不知道哪一年上的高一：照录，带上标记，由自治区核定（六（一））', async () => {
    const { candidacyId, findings } = await scene.do(
      'clerk',
      'preRegistration.enter',
      entry(pupil(1, { cohortYear: null })),
    );
    expect(findings.map((finding) => finding.ruleId)).toContain('scope.cohort');
    expect(scene.column(candidacyId, 'cohort_year')).toBeNull();
    expect(scene.column(candidacyId, 'class_id')).not.toBeNull();
    expect(JSON.parse(String(scene.column(candidacyId, 'flags')))).toContain('scope.cohort');
  });

  it('没有这个班：说在哪一项', async () => {
    const reply = await scene.ask('clerk', 'preRegistration.enter', entry(pupil(1, { classCode: '99' })));
    expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field: 'data.classCode' }] });
  });
});

describe('preRegistration.enter：像是同一人', () => {
  it('同一证件：照录，开一件业务件；不因重号拒收', async () => {
    await scene.do('clerk', 'preRegistration.enter', entry());
    const twin = await scene.do('clerk', 'preRegistration.enter', entry(pupil(1, { fullName: '吴子' })));
    expect(twin.findings.map((finding) => finding.ruleId)).not.toContain('house.state');
    expect(cases()).toMatchObject([{ kind: 'duplicateDocument' }]);
    expect(cases()[0]?.sentence).not.toContain(pupil(1).documentNumber);
  });

  it('姓名、生日相同，证件号不同', async () => {
    await scene.do('clerk', 'preRegistration.enter', entry());
    await scene.do('clerk', 'preRegistration.enter', entry(pupil(751, { fullName: pupil(1).fullName })));
    expect(cases()).toMatchObject([{ kind: 'sameNameAndBirth' }]);
  });

  it('只抄错一位（校验码跟着变）也看得出；差两位不算', async () => {
    await scene.do('clerk', 'preRegistration.enter', entry());
    const body = `${pupil(1).documentNumber.slice(0, 13)}2${pupil(1).documentNumber.slice(14, 17)}`;
    const documentNumber = body + idCheckDigit(body);
    await scene.do(
      'clerk',
      'preRegistration.enter',
      entry(pupil(33, { documentNumber, birthDate: '2010-05-12', enrolmentNo: null, sex: '1' })),
    );
    expect(cases()).toMatchObject([{ kind: 'nearDocument' }]);
    await scene.do('clerk', 'preRegistration.enter', entry(pupil(782)));
    expect(cases()).toHaveLength(1);
  });
});

describe('preRegistration.enter：谁可以办', () => {
  it.each(['reviewer', 'teacher', 'school', 'administrator'] as const)('%s 不能补录', async (who) => {
    expect(fault(await scene.ask(who, 'preRegistration.enter', entry())).kind).toBe('forbidden');
    expect(scene.count('candidacy')).toBe(0);
  });

  it('没有退回的不能改', async () => {
    const id = await scene.enter(pupil(1));
    const reply = await scene.ask('clerk', 'preRegistration.enter', { ...entry(), candidacyId: id, version: 1 });
    expect(refusedBy(reply)).toEqual(['house.state']);
  });
});

describe('preRegistration.enter：按两次、别人更快', () => {
  it('按两次只有一个人', async () => {
    const first = await scene.do('clerk', 'preRegistration.enter', entry());
    const second = await scene.do('clerk', 'preRegistration.enter', entry());
    expect(second.candidacyId).toBe(first.candidacyId);
    expect(scene.count('candidacy')).toBe(1);
    expect(cases()).toEqual([]);
  });

  it('有一项不同就不是按两次：新填的留下，成一件待核的业务件', async () => {
    const first = await scene.do('clerk', 'preRegistration.enter', entry());
    const changed = entry(pupil(1, { ethnicity: '02' }));
    const second = await scene.do('clerk', 'preRegistration.enter', changed);
    expect(second.candidacyId).not.toBe(first.candidacyId);
    expect(scene.column(second.candidacyId, 'ethnicity')).toBe('02');
    expect(cases()).toMatchObject([{ kind: 'duplicateDocument' }]);
    expect((await scene.do('clerk', 'preRegistration.enter', changed)).candidacyId).toBe(second.candidacyId);
  });

  it('另一位登记员已经改好：先看新内容', async () => {
    const id = await scene.enter(pupil(1));
    await scene.do('teacher', 'preRegistration.return', { candidacyId: id, version: 1, reasons: ['改民族'] });
    const mend = { ...entry(pupil(1, { ethnicity: '02' })), candidacyId: id, version: 2 };
    await scene.do('otherClerk', 'preRegistration.enter', mend);
    const pressedTwice = await scene.do('otherClerk', 'preRegistration.enter', mend);
    expect(pressedTwice.candidacyId).toBe(id);
    expect(scene.events(id).filter((kind) => kind === 'candidacy.mended')).toHaveLength(1);
    const reply = await scene.ask('clerk', 'preRegistration.enter', mend);
    expect(fault(reply)).toMatchObject({ kind: 'stale', message: expect.stringContaining('包·呼格吉勒') });
  });
});

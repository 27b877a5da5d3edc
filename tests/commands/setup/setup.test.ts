import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { profileAt } from '../../../src-main/platform/profile.ts';
import { makeGate } from '../../../src-main/security/gate.ts';
import { makeKeyPair } from '../../../src-main/security/signature.ts';
import { countyBody, setupFileText, testPassword } from '../../fixtures/county.ts';
import { makeDesk, reopen, type TestDesk, value } from '../../make-desk.ts';

const made: TestDesk[] = [];
async function desk(options: Parameters<typeof makeDesk>[0] = {}) {
  const one = await makeDesk(options);
  made.push(one);
  return one;
}
afterEach(() => {
  for (const one of made.splice(0)) one.close();
});

const administrator = { loginName: 'zhao', displayName: '赵建国', password: 'zhao-2026-long' };
const realBody = { ...countyBody, isDemo: false, accounts: [] };

function withProfile(changes: Partial<(typeof countyBody.photoProfiles)[number]>) {
  return { ...countyBody, photoProfiles: countyBody.photoProfiles.map((profile) => ({ ...profile, ...changes })) };
}

async function chooseFile(one: TestDesk, text: string | Uint8Array) {
  one.files.open = join(one.folder, 'setup.json');
  writeFileSync(one.files.open, text);
  return one.call('setup.chooseFile', {});
}

describe('用自治区的文件设置本机', () => {
  test('设置后能登录；账户、学校、窗口都在；再开机仍然打得开', async () => {
    const one = await desk({ setUp: false });
    const preview = value(await chooseFile(one, setupFileText(realBody)));
    expect(preview).toMatchObject({
      officeName: '敖汉旗招生考试中心',
      schools: [{ classes: 2 }, { classes: 2 }],
      accounts: [],
    });
    const done = value(
      await one.call('setup.perform', { token: preview?.token ?? '', deskName: '1号台', administrator }),
    );
    expect(done.recoveryWords).toHaveLength(8);
    value(await one.call('session.signIn', { loginName: 'zhao', password: administrator.password }));
    expect(value(await one.call('office.schools', {})).map((school) => school.name)).toEqual([
      '敖汉旗第一中学',
      '敖汉旗蒙古族中学',
    ]);
    const again = await reopen(one);
    expect(value(await again.call('gate.state', {})).phase).toBe('closed');
    value(await again.call('session.signIn', { loginName: 'zhao', password: administrator.password }));
    expect(value(await again.call('audit.verify', {}))).toMatchObject({ events: 1, intact: true });
    again.desk.close();
  });

  test('恢复单能打开关着的本机，并给账户换密码', async () => {
    const one = await desk({ setUp: false });
    const preview = value(await chooseFile(one, setupFileText(realBody)));
    const { recoveryWords } = value(
      await one.call('setup.perform', { token: preview?.token ?? '', deskName: '1号台', administrator }),
    );
    const again = await reopen(one);
    const wrong = await again.call('setup.recover', {
      words: [...recoveryWords].reverse(),
      loginName: 'zhao',
      newPassword: 'new-password',
    });
    expect(wrong).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    value(await again.call('setup.recover', { words: recoveryWords, loginName: 'zhao', newPassword: 'new-password' }));
    const third = await reopen(again);
    expect(await third.call('session.signIn', { loginName: 'zhao', password: administrator.password })).toMatchObject({
      ok: false,
    });
    value(await third.call('session.signIn', { loginName: 'zhao', password: 'new-password' }));
    third.desk.close();
  });

  const misprinted = realBody.regulationEditions.map((edition) => ({
    ...edition,
    parameters: { firstCohortYear: '2022', outsideRegistrationWindow: 'refuse' },
  }));
  const forged = JSON.parse(setupFileText(realBody));
  test.each([
    ['改过内容的', JSON.stringify({ ...forged, body: forged.body.replace('敖汉旗', '宁城县') }), /签名对不上/],
    ['换了公钥的', JSON.stringify({ ...forged, regionPublicKey: makeKeyPair().publicKey }), /签名对不上/],
    ['别的 JSON', '{"a":1}', /不是自治区的设置文件/],
    ['图片', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), /不是自治区的设置文件/],
    ['少了一节的', setupFileText({ ...realBody, office: undefined } as never), /缺少或写错了“office”/],
    [
      '规定版本读不出的',
      setupFileText({ ...realBody, regulationEditions: misprinted }),
      /^规定版本 \S+ 的“适用的最早入学年份（高一秋季）”写的是 "2022"，本程序用不了；规定版本 \S+ 的“注册窗口之外的登记怎样处理”写的是 "refuse"，本程序用不了。设置文件没有采用。向自治区教育考试院索取更正的一份。$/,
    ],
    [
      '规定版本的起始日不存在的',
      setupFileText({
        ...realBody,
        regulationEditions: realBody.regulationEditions.map((edition) => ({ ...edition, inForceFrom: '2025-02-30' })),
      }),
      /起始日写的是 2025-02-30，没有这一天。/,
    ],
  ])('%s文件不采用，什么也不写', async (_name, text, sentence) => {
    const one = await desk({ setUp: false });
    const reply = await chooseFile(one, text);
    expect(reply).toMatchObject({ ok: false, fault: { problems: [{ message: expect.stringMatching(sentence) }] } });
    expect(existsSync(join(one.folder, 'desk'))).toBe(false);
  });

  test('管理员能重新生成恢复单，旧的作废', async () => {
    const one = await desk();
    const { call } = await one.as('admin');
    expect(await call('setup.renewRecoverySheet', { password: 'wrong' })).toMatchObject({ ok: false });
    const { recoveryWords } = value(await call('setup.renewRecoverySheet', { password: testPassword }));
    const again = await reopen(one);
    value(await again.call('setup.recover', { words: recoveryWords, loginName: 'admin', newPassword: 'new-password' }));
    again.desk.close();
  });

  test.each([
    ['把资料明文送出去的', { ...realBody, receiverUrl: 'http://example.test/' }, /只能用 https/],
    [
      '学校账户没有学校的',
      { ...countyBody, accounts: [{ ...countyBody.accounts[7], schoolCode: null }] },
      /学校写错了/,
    ],
    ['照片规格里有不认识的限值的', withProfile({ limits: { notALimit: 1 } }), /限值“notALimit”本程序不认识/],
    ['照片宽 0 像素的', withProfile({ width: 0 }), /宽是 0，应在 100 到 2400 之间/],
    ['照片上限 40 兆的', withProfile({ maxBytes: 40_000_000 }), /字节上限是 40000000/],
    ['头顶位置上下颠倒的', withProfile({ crownTop: [110, 50] }), /头顶位置是 110 到 50/],
    ['脸比照片还宽的', withProfile({ faceWidth: [180, 900] }), /脸宽是 180 到 900/],
    ['没有背景颜色的', withProfile({ backgrounds: [] }), /没有写允许的背景颜色/],
    ['背景颜色写到 300 的', withProfile({ backgrounds: [[300, 0, 0]] }), /超出 0 到 255/],
    ['版本编号用了两次的', withProfile({ id: 'regulation-2025' }), /“regulation-2025”用了两次/],
  ])('%s设置文件不采用', async (_name, body, sentence) => {
    const one = await desk({ setUp: false });
    const reply = await chooseFile(one, setupFileText(body as never));
    expect(reply).toMatchObject({ ok: false, fault: { problems: [{ message: expect.stringMatching(sentence) }] } });
  });

  test('没有管理员就不设置；设置过的本机不再设置', async () => {
    const one = await desk({ setUp: false });
    const preview = value(await chooseFile(one, setupFileText(realBody)));
    const without = await one.call('setup.perform', {
      token: preview?.token ?? '',
      deskName: '1号台',
      administrator: null,
    });
    expect(without).toMatchObject({ ok: false, fault: { problems: [{ field: 'administrator' }] } });
    expect(readdirSync(one.folder).filter((name) => name === 'desk' || name === 'desk.new')).toEqual([]);
    const other = await desk();
    const second = value(await other.call('setup.useDemo', {}));
    const repeated = await other.call('setup.perform', { token: second.token, deskName: '2号台', administrator: null });
    expect(repeated).toMatchObject({
      ok: false,
      fault: { problems: [{ message: expect.stringContaining('已经设置过') }] },
    });
  });

  test('上一次设置做到一半断电，下一次从头来过', async () => {
    const one = await desk({ setUp: false });
    const half = join(one.folder, 'desk.new');
    rmSync(half, { recursive: true, force: true });
    writeFileSync(half, 'half');
    const preview = value(await one.call('setup.useDemo', {}));
    value(await one.call('setup.perform', { token: preview.token, deskName: '1号台', administrator: null }));
    value(await one.call('session.signIn', { loginName: 'clerk1', password: testPassword }));
  });

  test('抄走整个文件夹也打不开：没有密码、没有恢复单，钥匙槽里没有钥匙', async () => {
    const one = await desk();
    await one.as('clerk1');
    const key = Buffer.from(one.desk.gate.databaseKey() ?? []);
    const slots = readFileSync(join(one.folder, 'desk', 'key-slots.json'));
    expect(key.length).toBe(32);
    for (const form of [key, Buffer.from(key.toString('base64')), Buffer.from(key.toString('hex'))])
      expect(slots.includes(form)).toBe(false);
  });

  // root may write everywhere, so the folder that cannot be made stands for the read-only one
  test('不能写入的文件夹说清楚怎么办', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'kaoji-ro-')), 'not-a-folder');
    writeFileSync(file, '');
    const gate = makeGate({ ...(await desk()).desk.gate.options, profile: profileAt(join(file, 'profile')) });
    expect([gate.phase(), gate.problem()]).toEqual(['blocked', expect.stringContaining('不能写入')]);
  });
});

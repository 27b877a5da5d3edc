import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '#shared/contract/index.ts';
import type { RegionNotice, SignedNotice } from '#shared/wire/region-notice.ts';
import { photoProfileFor } from '../../../src-main/db/store/photo-profile.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { countyBody } from '../../fixtures/county.ts';
import { signedNotice } from '../../fixtures/region-notice.ts';

type Profile = Extract<RegionNotice, { kind: 'photoProfile' }>['photoProfile'];
const [first] = countyBody.photoProfiles as [Profile];
const profile = (changes: Partial<Profile>): Profile => ({
  ...first,
  id: 'photo-358x441',
  label: 'GA/T 461',
  ...changes,
});
// the scene's day is 2027-03-01
const notice = (photoProfile: Profile) => signedNotice({ kind: 'photoProfile', photoProfile }, { officeId: null });

describe('自治区的照片规格', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene();
  });
  afterAll(() => scene.desk.close());
  const apply = (...notices: SignedNotice[]): Promise<Output<'region.apply'>> =>
    scene.do('reviewer', 'region.apply', { notices });
  const inForceOn = (day: string, cohort: number | null = null) => photoProfileFor(scene.desk.db(), day, cohort)?.id;
  const card = { width: 358, height: 441, crownTop: [20, 60], eyesTop: [150, 230], faceWidth: [150, 230] } as const;
  const change = { ...card, crownTop: [...card.crownTop], eyesTop: [...card.eyesTop], faceWidth: [...card.faceWidth] };
  const cardProfile = profile({ ...(change as Partial<Profile>), inForceFrom: '2027-05-01' });

  test('收下的从它那天起用；以前拍的还按以前的；再来一遍什么也不变', async () => {
    const sent = notice(cardProfile);
    const reply = await apply(sent);
    expect(reply).toMatchObject({ applied: 1, refused: 0 });
    expect(reply.lines[0]?.sentence).toBe('照片规格“GA/T 461”，自 2027-05-01 起');
    expect([inForceOn('2027-04-30'), inForceOn('2027-05-01')]).toEqual(['photo-480x640', 'photo-358x441']);
    const events = scene.count('event');
    expect(await apply(sent)).toMatchObject({ applied: 0, known: 1 });
    expect(await apply(notice(cardProfile))).toMatchObject({ applied: 1 });
    expect(scene.count('event')).toBe(events);
  });

  test('只给一届的，只有那一届用，日期也只和那一届的比', async () => {
    const one = profile({ id: 'photo-2026', label: '2026 级', inForceFrom: '2027-02-01', cohortYear: 2026 });
    expect(await apply(notice(one))).toMatchObject({ applied: 1 });
    expect([inForceOn('2027-03-01', 2026), inForceOn('2027-03-01', 2025)]).toEqual(['photo-2026', 'photo-480x640']);
  });

  test.each<[string, Profile, string]>([
    ['编号用过', { ...cardProfile, maxBytes: 30_000 }, '本机已有，内容不同'],
    ['和安装文件里的同号', { ...first, label: '另一份' }, '本机已有，内容不同'],
    ['日期更早', profile({ id: 'photo-old', inForceFrom: '2027-04-30' }), '比本机最新的 2027-05-01 还早'],
    ['尺寸不可能', profile({ id: 'photo-bad', inForceFrom: '2027-06-01', width: 20 }), '宽是 20'],
    ['限值不认识', profile({ id: 'photo-new', inForceFrom: '2027-06-01', limits: { beard: 1 } }), '本程序不认识'],
  ])('整份不收：%s', async (_name, bad, why) => {
    const count = () => scene.desk.db().statement(`SELECT count(*) FROM edition`).pluck().get();
    const before = count();
    const reply = await apply(notice(bad));
    expect(reply).toMatchObject({ applied: 0, refused: 1 });
    expect(reply.lines[0]?.reason).toContain(why);
    expect(count()).toBe(before);
  });
});

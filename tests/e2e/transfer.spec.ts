import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { ownSchools } from '../../scripts/demo-data/county.ts';
import { nameKey } from '../../shared/lib/names.ts';
import { agreeTo, takeIn, takeRegionFile } from './application-visits.ts';
import { atBothSizes } from './both-sizes.ts';
import { demoLaunch, playerAt, removeProfile, withDeskFile } from './faults-profile.ts';
import { makeDemoProfile, withDesk } from './launch.ts';
import { leave } from './main-job-gate.ts';
import { choose, expect, fill, type Player, press, see, write } from './main-job-keys.ts';
import { agreementFile } from './region-programs.ts';
import { checkScreen } from './screen-check.ts';

const longName = '阿拉坦其其格·孛儿只斤·额尔敦图雅·乌兰图雅𠮷';
const [, second] = ownSchools;
if (!second) throw new Error('the demo county has one school');
const joining = second;

let profile = '';
let folder = '';
test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = mkdtempSync(join(tmpdir(), 'kaoji-transfer-'));
  profile = await makeDemoProfile();
  await prepare();
});
test.afterAll(() => {
  removeProfile(profile);
  rmSync(folder, { recursive: true, force: true });
});

/**
 * One record in effect with a long name, an enrolment that has moved, and a correction window that is open: the way there is
 * walked by acceptance.spec.
 */
function prepare(): Promise<void> {
  const first = `FROM candidacy c JOIN school s ON s.id = c.school_id
    WHERE c.enrolment_no IS NOT NULL AND c.status = 'awaitingCapture' ORDER BY s.code, c.seat_no LIMIT 1`;
  return withDeskFile(profile, (db) => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    db.statement(
      `UPDATE exam_window SET opens_at = ?, closes_at = ?, cohort_year = NULL WHERE kind = 'correction'`,
    ).run(day(-3), day(4));
    db.statement(
      `UPDATE enrolment_record SET school_code = ?, school_name = ? WHERE enrolment_no = (SELECT c.enrolment_no ${first})`,
    ).run(joining.code, joining.name);
    db.statement(
      `UPDATE candidacy SET status = 'inEffect', candidacy_no = enrolment_no, revision = 1, completed_at = ?,
         full_name = ?, name_key = ? WHERE id = (SELECT c.id ${first})`,
    ).run(day(-20), longName, nameKey(longName));
  });
}

const picture = ({ page }: Player, name: string) => atBothSizes(page, test.info().outputPath(name));

/** The clerk takes an application of this pupil in with its proof and submits it; answers its id. */
const file = (player: Player, kind: RegExp, title: string, proof: string, content: () => Promise<void>) =>
  takeIn(player, {
    fullName: longName,
    kind,
    title,
    proofs: [proof],
    folder,
    content,
    picture: (name) => picture(player, name),
  });

const agree = (player: Player, who: string, before?: () => Promise<void>) => agreeTo(player, who, longName, before);

/** The region's word comes as a file; the record then stands in this state. */
async function regionAgrees(player: Player, applicationId: string, status: string): Promise<void> {
  const { page } = player;
  const decision = join(folder, `${applicationId}.kaoji-region.json`);
  expect(agreementFile(decision, applicationId)).toContain('写好了 1 条');
  await takeRegionFile(player, decision, [`${longName}：自治区教育考试院同意`]);
  await press(player, 'F2');
  await write(player, longName.slice(0, 6));
  await see(page.locator('.search-results', { hasText: status }));
  await press(player, 'Escape');
  await leave(player);
}

test('转籍、休籍、复籍：各办到底', async () => {
  test.setTimeout(600_000);
  await withDesk({ ...demoLaunch, profile }, async (desk) => {
    const player = playerAt(desk);
    const { page } = player;
    await page.setViewportSize({ width: 1366, height: 768 });
    const transfer = await file(player, /^区内转籍：/, '区内转籍', '转学证明', async () => {
      await choose(player, '转入学校', joining.name);
      await page.getByText('家长申请').click();
      await fill(player, '家长姓名', '孛儿只斤·额尔敦');
      await fill(player, '与考生的关系', '父亲');
      await picture(player, '区内转籍-1-start');
    });
    // the joining school first: in any order
    await agree(player, 'school2', async () => {
      await see(page.getByText('等转出学校同意、转入学校同意').first());
      await picture(player, '区内转籍-3-joining');
      await choose(player, '编入班级', '高一(1)班');
      await picture(player, '区内转籍-4-class');
      expect(await checkScreen(page), '转入学校').toEqual([]);
    });
    await agree(player, 'school1');
    await regionAgrees(player, transfer, joining.name);

    const suspension = await file(player, /^休籍：/, '休籍', '休学证明', async () => {
      await fill(player, '休学从哪天起', '2026-12-01');
      await fill(player, '到哪天止', '2027-08-31');
      await picture(player, '休籍-1-start');
    });
    await agree(player, 'school2', () => picture(player, '休籍-3-school'));
    await regionAgrees(player, suspension, '休籍');
    const reinstatement = await file(player, /^复籍：/, '复籍', '复学证明', async () => {
      await fill(player, '哪天复学', '2027-03-01');
    });
    await agree(player, 'school2');
    await regionAgrees(player, reinstatement, '注册生效');
  });
});

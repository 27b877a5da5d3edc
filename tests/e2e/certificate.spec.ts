import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { examSubjectLabel, examSubjects } from '../../shared/labels/exam-subject.ts';
import { takeIn, takeRegionFile } from './application-visits.ts';
import { atBothSizes } from './both-sizes.ts';
import { issue, openIssued, printCertificate, printSheet, verify, withdraw } from './certificate-visits.ts';
import { demoLaunch, playerAt, removeProfile, withDeskFile } from './faults-profile.ts';
import { makeDemoProfile, withDesk } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { choose, expect, fill, see, seeTitle } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { noticesFile } from './region-programs.ts';
import { leavingPupil, type NamedPupil, openEntry, sitting } from './results-pupils.ts';
import { classOne } from './screen-people.ts';

/** As long as a name may be, and its last character lies beyond what two bytes hold. */
const leavingName = `${'阿拉坦其其格·'.repeat(6)}孛儿只斤·乌兰𠮷`;

/** As long as what a copy is for may be. */
const longPurpose = '交河北省张家口市第一中学插班审核用'.repeat(6).slice(0, 100);

let profile = '';
let folder = '';
test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = mkdtempSync(join(tmpdir(), 'kaoji-results-'));
  profile = await makeDemoProfile();
});
test.afterAll(() => {
  removeProfile(profile);
  rmSync(folder, { recursive: true, force: true });
});

function resultsOf({ id, number }: NamedPupil): object {
  return {
    kind: 'subjectResults',
    candidacyId: id,
    candidacyNo: number,
    source: '秋季成绩公布',
    decidedAt: new Date().toISOString(),
    // every subject there is
    results: examSubjects.map((subject) => ({
      sitting: sitting.id,
      subject,
      outcome: subject === '02' ? 'fail' : 'pass',
    })),
  };
}

test('成绩证明：出具、打印、核验、撤销；50 字的姓名、13 科、100 字的用途，一页纸上一字不少', async () => {
  test.setTimeout(600_000);
  expect([[...leavingName].length, longPurpose.length, examSubjects.length]).toEqual([50, 100, 13]);
  const leaver = await withDeskFile(profile, (db) => {
    openEntry(db);
    return leavingPupil(db, leavingName);
  });
  await withDesk({ ...demoLaunch, profile }, async (desk) => {
    const player = playerAt(desk);
    const { page } = player;
    const picture = (name: string) => atBothSizes(page, test.info().outputPath(name));
    await page.setViewportSize({ width: 1366, height: 768 });
    const words = join(folder, 'region.kaoji-region.json');
    expect(noticesFile(words, [resultsOf(leaver)])).toContain('写好了 1 条');
    await takeRegionFile(player, words, [leavingName]);
    await leave(player);
    await takeIn(player, {
      fullName: leavingName,
      kind: /^成绩证明：/,
      title: '成绩证明',
      proofs: ['学籍转出证明'],
      folder,
      content: () => fill(player, '转往哪里、作什么用', '转往河北省张家口市第一中学'),
      picture,
    });

    await issue(player, leaver);
    const paper = await printCertificate(player, test.info().outputPath('成绩证明.pdf'), longPurpose);
    const results = examSubjects.map(
      (code, at) => `${at + 1}${examSubjectLabel(code)}${code === '02' ? '不' : ''}合格`,
    );
    const said = ['合格性考试成绩，共13科', '向出具机构或自治区核验', `本份用途：${longPurpose}`, '第1次打印'];
    for (const part of [leavingName, ...results, sitting.label, ...said])
      expect(paper.text).toContain(part.replace(/\s/gu, ''));
    expect(paper.text.replace(/\D/gu, '')).toContain(leaver.number.replace(/\D/gu, ''));
    const sheet = await printSheet(player, test.info().outputPath('办理单.pdf'));
    for (const part of [
      '成绩证明办理单',
      leavingName,
      '转往河北省张家口市第一中学',
      '学籍转出证明1页',
      '申请人签字',
      '第1次打印',
    ])
      expect(sheet).toContain(part);
    await leave(player);

    await signIn(player, account('review2'));
    await verify(player, paper, '有效', '核验-1-genuine');
    await openIssued(player, leavingName);
    await withdraw(player, '转出学校写错了');
    await verify(player, paper, '已撤销', '核验-2-withdrawn');

    // what is known of a subject stands on its tile, with its source and day
    await leave(player);
    await signIn(player, account('clerk1'));
    await page.getByRole('navigation').getByRole('button', { name: '选课' }).click();
    await seeTitle(player, '选课报名');
    await choose(player, '班级', classOne);
    await page.getByRole('option', { name: new RegExp(leavingName) }).click();
    const tile = page.locator('.subject-tile', { hasText: '语文' });
    await see(tile.getByText(new RegExp(`合格 · ${sitting.label}，自治区下发 · `)));
    await picture('选课-results');
  });
});

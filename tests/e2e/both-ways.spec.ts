import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from '@playwright/test';
import { type LineFault, startLineProxy } from '../sync/line-proxy.ts';
import { atBothSizes } from './both-sizes.ts';
import { copyProfile, withDeskFile } from './faults-profile.ts';
import { answerDialogs, type Desk, projectRoot, withDesk } from './launch.ts';
import { playMainJob, writeJobFiles } from './main-job.ts';
import { readDeskFile } from './main-job-desk-file.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, expect, type Player, press, see, seeDialog, seeTitle, testPace } from './main-job-keys.ts';
import { awaitReceipts, setReceiver } from './main-job-out.ts';
import { account } from './main-job-people.ts';
import { startReceiver } from './main-job-receiver.ts';
import { expectReport } from './main-job-roster.ts';
import {
  applyAsPrivateCandidate,
  captureAfterAgreement,
  privateCandidate,
  seeCaptureClosed,
} from './private-candidate.ts';
import { issueAtRegion, takeParcel } from './region-programs.ts';
import { expectSameAsReceiver } from './same-as-receiver.ts';

const camera = join(projectRoot, 'demo/camera.mjpeg');
const pupilCount = 3;

// one offline day, in a folder that people name; then the same way to the region twice: over a weak line, and by stick alone
test.describe.configure({ mode: 'serial' });

let work = '';
let profile = '';
let applicationId = '';
test.beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'kaoji-ways-'));
  profile = join(work, '测试 用户');
});
test.afterAll(() => rmSync(work, { recursive: true, force: true }));

test('没有网络的一天：三人登记、审核，装成一批由第二人放行；社会考生等自治区', async () => {
  test.setTimeout(420_000);
  const files = writeJobFiles(join(work, '测试 文件'));
  await withDesk({ profile, camera }, async (desk) => {
    const player = await playerAt(desk);
    const job = await playMainJob(player, {
      files,
      receiverUrl: null,
      inTurn: pupilCount,
      special: false,
      batch: true,
    });
    expect(job).toMatchObject({ completed: pupilCount, receipts: 0 });
    expect(job.custody).toContain(`已放行，待回执 ${pupilCount}`);
  });
  await expectReport(files.report);
  await openRegistration();
  await withDesk({ profile, camera }, async (desk) => {
    const player = await playerAt(desk);
    applicationId = await applyAsPrivateCandidate(player, work);
    await seeCaptureClosed(player);
  });
});

test('走网络：线路弱、会断，回执都到；取回自治区的决定，社会考生拍照完成', async () => {
  test.setTimeout(300_000);
  const own = copyProfile(profile, join(mkdtempSync(join(work, 'network-'))));
  const data = join(work, 'region-network');
  const receiver = await startReceiver(data);
  // the first lines break in the middle of an answer; all of them are slow
  const faultOf = (connection: number): LineFault => (connection < 4 ? { answerBytes: 60 + 300 * connection } : {});
  const line = await startLineProxy(receiver.url, { faultOf, bytesPerSecond: 40_000 });
  try {
    await withDesk({ profile: own, camera }, async (desk) => {
      const player = await playerAt(desk);
      const { page } = player;
      await signIn(player, account('admin1'));
      await setReceiver(player, line.url);
      await awaitReceipts(player, pupilCount, 90_000);
      expect(line.seen.broken, '断过的连接').toBeGreaterThan(0);
      await page
        .locator('.batches')
        .getByRole('button', { name: /第1批$/ })
        .press('Enter');
      await see(page.getByText(`收下 ${pupilCount}`));
      await player.picture('32-batch-received');
      await leave(player);
      const file = join(work, 'decision.kaoji-region.json');
      issueAtRegion(data, [...decision(), '--out', file], receiver.url);
      await signIn(player, account('review1'));
      await press(player, 'Control+4');
      await seeTitle(player, '送出与收回');
      await expect(async () => {
        await page.locator('.act', { hasText: '现在取回' }).click();
        await expect(page.getByText(/采用通知 1 条。|自治区没有新的通知。/)).toBeVisible({ timeout: 3_000 });
      }).toPass({ timeout: 60_000 });
      await seeKnownAsFile(player, file);
      await leave(player);
      await captureAfterAgreement(player);
    });
    expectSameAsReceiver(await readDeskFile(own, account('admin1')), receiver, pupilCount);
  } finally {
    await line.stop();
    await receiver.stop();
  }
});

test('只走 U 盘：数据包去，回执、生效和决定一起回；社会考生拍照完成', async () => {
  test.setTimeout(300_000);
  const own = copyProfile(profile, join(mkdtempSync(join(work, 'stick-'))));
  const stick = join(work, 'U 盘');
  const data = join(work, 'region-stick');
  mkdirSync(stick);
  await withDesk({ profile: own, camera }, async (desk) => {
    const player = await playerAt(desk);
    const { app, page } = player;
    await signIn(player, account('review2'));
    await press(player, 'Control+4');
    await seeTitle(player, '送出与收回');
    const file = join(stick, '去.kaoji-parcel');
    await answerDialogs(app, file);
    await act(player, '用 U 盘送…', 'Alt+4');
    // the application and its page of evidence go in a file of their own
    const besides = '2 项变动已写进“去-变动.kaoji-parcel”';
    const said = page.getByText(`${pupilCount} 份已写进“去.kaoji-parcel”，${besides}，读回核对过，可以拔出 U 盘。`);
    await see(said);
    await player.picture('41-parcel-written');
    const fingerprint = /指纹：([0-9A-F ]+)/u.exec((await said.textContent()) ?? '')?.[1]?.trim() ?? '';
    const files = [file, join(stick, '去-变动.kaoji-parcel')];
    expect(readdirSync(stick).sort()).toEqual(files.map((path) => basename(path)).sort());
    const answer = join(stick, '回执.kaoji-parcel');
    expect(takeParcel(data, files, answer, fingerprint)).toContain(`收下 ${pupilCount} 份`);
    // accepted and decided meanwhile: the same parcel again gets the same receipts, and the region's word with them
    expect(issueAtRegion(data, ['--accept'])).toContain(`签发了 ${pupilCount} 条`);
    issueAtRegion(data, decision());
    expect(takeParcel(data, files, answer, fingerprint)).toContain(`带上通知 ${pupilCount + 1} 条`);
    await answerDialogs(app, answer);
    await act(player, '读 U 盘回执…', 'Alt+5');
    await see(
      page.getByText(
        `收到回执 ${pupilCount} 份，变动送达 2 项，采用通知 ${pupilCount + 1} 条，自治区收齐 1 批，还有 0 份未送达。`,
      ),
    );
    await see(page.locator('.batches').getByText(`收下 ${pupilCount}，已生效 ${pupilCount}`));
    await player.picture('42-parcel-answered');
    await leave(player);
    await captureAfterAgreement(player);
  });
  const desk = await readDeskFile(own, account('admin1'));
  expect(desk.receipts).toBe(pupilCount);
  // receipts and acceptances came in together: an acceptance builds on its receipt
  expect(desk.statuses['inEffect']).toBe(pupilCount);
});

function decision(): string[] {
  return ['--decide', applicationId, '--outcome', 'agreed', '--by', '自治区教育考试院'];
}

/** The same decision as a file says that it is here already. */
async function seeKnownAsFile(player: Player, file: string): Promise<void> {
  const { app, page } = player;
  await answerDialogs(app, file);
  await page.locator('.act', { hasText: '读入自治区文件' }).click();
  const dialog = await seeDialog(player, '自治区下发的文件');
  await see(dialog.getByText(`${privateCandidate.fullName}：自治区教育考试院同意`));
  await see(dialog.getByText('采用 0 条'));
  await see(dialog.getByText('已采用'));
  await press(player, 'Escape');
  await expect(dialog).toBeHidden();
}

/** The calendar of the region, as if it were published for these days: a private candidate has no cohort. */
async function openRegistration(): Promise<void> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  await withDeskFile(profile, (db) =>
    db
      .statement(`UPDATE exam_window SET opens_at = ?, closes_at = ?, cohort_year = NULL WHERE kind = 'registration'`)
      .run(day(-3), day(4)),
  );
}

/** A player whose pictures of both sizes go to artifacts/both-ways. */
async function playerAt({ app, page }: Desk): Promise<Player> {
  await page.setViewportSize({ width: 1366, height: 768 });
  return {
    app,
    page,
    pace: testPace,
    step: (title, play) => test.step(title, play),
    picture: (name) => atBothSizes(page, join(projectRoot, 'artifacts/both-ways', name)),
  };
}

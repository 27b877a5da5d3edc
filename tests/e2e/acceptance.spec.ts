import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { projectRoot, withDesk } from './launch.ts';
import { type JobResult, playMainJob, writeJobFiles } from './main-job.ts';
import { type DeskFile, readDeskFile } from './main-job-desk-file.ts';
import { signIn } from './main-job-gate.ts';
import { type Player, testPace } from './main-job-keys.ts';
import { awaitReceipts, nothingLeftToSend, readCustody } from './main-job-out.ts';
import { account, differingPupil, roster, unapprovedPupil, unlistedPupil } from './main-job-people.ts';
import { type Receiver, startReceiver } from './main-job-receiver.ts';
import { expectReport } from './main-job-roster.ts';
import { expectSameAsReceiver } from './same-as-receiver.ts';

const camera = join(projectRoot, 'demo/camera.mjpeg');
const laptop = { width: 1366, height: 768 };
const wide = { width: 1920, height: 1080 };

test('主要流程：建台、导入、班主任、登记 20 人、审核、放行、回执，重开后一样', async () => {
  test.setTimeout(600_000);
  await withReceiver(async (receiver, work) => {
    const profile = join(work, 'desk');
    const files = writeJobFiles(join(work, 'files'));
    let job: JobResult | null = null;
    await withDesk({ profile, camera }, async ({ app, page }) => {
      job = await playMainJob(await playerAt(app, page, 'job', laptop), {
        files,
        receiverUrl: receiver.url,
        inTurn: 18,
        special: true,
      });
    });
    expect(job).toMatchObject({ completed: 20, receipts: 20 });
    expect(job!.recoveryWords.filter((word) => /^[A-Z0-9-]{4,}$/.test(word))).toHaveLength(8);
    await expectReport(files.report);

    const desk = await readDeskFile(profile, account('admin1'));
    expectSameAsReceiver(desk, receiver, 20);
    expectRosterCameIn(desk);
    expect(desk.settled).toEqual([{ field: 'ethnicity', settled: 'document', hasPicture: 1 }]);
    expect(desk.people.find((one) => one.documentNumber === differingPupil.documentNumber)?.ethnicity).toBe('11');

    await withDesk({ profile, camera }, async ({ app, page }) => {
      const player = await playerAt(app, page, 'wide', wide);
      await player.step('重开以后一样', async () => {
        await signIn(player, account('review2'));
        expect(await readCustody(player, 'Control+6')).toBe(job!.custody);
        await awaitReceipts(player, 20);
        await nothingLeftToSend(player);
      });
    });
    expect(await readDeskFile(profile, account('admin1'))).toEqual(desk);
  });
});

/** 588 rows and the unlisted pupil; none of the twelve, all of the eight that only look wrong. */
function expectRosterCameIn({ people }: DeskFile): void {
  expect(people).toHaveLength(589);
  const key = (one: { fullName: unknown; documentNumber: unknown }) => `${one.fullName} ${one.documentNumber}`;
  const known = new Set(people.map(key));
  const row = (at: number) => key(roster.rows[at - 2]!);
  expect(roster.decoys.filter((decoy) => !known.has(row(decoy.row)))).toEqual([]);
  expect(roster.defects.filter((defect) => known.has(row(defect.row)))).toEqual([]);
  expect(known).toContain(key(unlistedPupil));
  expect(known).toContain(key(unapprovedPupil));
}

async function withReceiver(play: (receiver: Receiver, work: string) => Promise<void>): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'kaoji-job-'));
  const receiver = await startReceiver(join(work, 'receiver'));
  try {
    await play(receiver, work);
  } finally {
    await receiver.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** A player whose pictures go to artifacts/<folder>, except in CI, where nobody looks; the page has exactly the size given. */
async function playerAt(app: ElectronApplication, page: Page, folder: string, size: typeof laptop): Promise<Player> {
  await page.setViewportSize(size);
  const pictures = join(projectRoot, 'artifacts', folder);
  mkdirSync(pictures, { recursive: true });
  return {
    app,
    page,
    pace: testPace,
    step: (title, play) => test.step(title, play),
    picture: async (name) => {
      if (!process.env['CI']) await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
    },
  };
}

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { projectRoot, withDesk } from '../../tests/e2e/launch.ts';
import { type JobResult, playMainJob, writeJobFiles } from '../../tests/e2e/main-job.ts';
import { showPace, testPace } from '../../tests/e2e/main-job-keys.ts';
import { type Receiver, startReceiver } from '../../tests/e2e/main-job-receiver.ts';
import { expectReport } from '../../tests/e2e/main-job-roster.ts';
import { demoPlayer, StoppedStep } from './demo-player.ts';

const pupils = 20;
const watched = process.argv.includes('--watched');
const pictures = join(projectRoot, 'demo-pictures');

/** Plays the main job with a fresh profile and a fresh receiver; both are gone afterwards, the pictures stay. */
async function play(): Promise<JobResult> {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures);
  const work = mkdtempSync(join(tmpdir(), 'kaoji-demo-'));
  const receiver = await startReceiver(join(work, 'receiver'));
  try {
    return await playWith(receiver, work);
  } finally {
    await receiver.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

async function playWith(receiver: Receiver, work: string): Promise<JobResult> {
  const files = writeJobFiles(join(work, 'files'));
  const camera = join(projectRoot, 'demo/camera.mjpeg');
  let played: JobResult | null = null;
  await withDesk({ camera }, async ({ app, page }) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => app.process().kill('SIGKILL'));
    // a person's own screen keeps the size of the real window
    if (!watched) await page.setViewportSize({ width: 1366, height: 768 });
    const player = demoPlayer(app, page, { pace: watched ? showPace : testPace, pictures });
    const options = { files, receiverUrl: receiver.url, inTurn: pupils - 2, special: true };
    played = await playMainJob(player, options);
    await player.step('核对问题行文件', () => expectReport(files.report));
    await player.step('核对接收端', async () => {
      const { messages, refused, persons } = receiver.report().counts;
      if (messages !== pupils || persons !== pupils || refused !== 0) {
        throw new Error(`接收端有 ${messages} 份、${persons} 人，退回 ${refused} 份，应为 ${pupils} 份`);
      }
    });
  });
  if (played === null) throw new Error('没有结果');
  return played;
}

try {
  const { completed, receipts } = await play();
  if (completed !== pupils || receipts !== pupils) throw new Error(`登记 ${completed} 人，回执 ${receipts} 份`);
  process.stderr.write(`画面存在 ${relative(process.cwd(), pictures) || '.'}/\n`);
  process.stdout.write(`登记完成 ${completed} 人，收到回执 ${receipts} 份\n`);
  process.stdout.write(`${completed} pupils completed, ${receipts} receipts\n`);
} catch (cause) {
  const where = cause instanceof StoppedStep ? `停在“${cause.step}”：` : '';
  process.stderr.write(`演示没有演完，${where}${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPassword } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { bundleDeskChild } from './bundle-desk-child.ts';
import { whatIsLost } from './check-survival.ts';
import { openDriverLog } from './driver-log.ts';
import { deskWithPupils } from './pupils.ts';
import { type Acknowledged, startDeskChild, workThrough } from './session-driver.ts';

const cuts = 20;
const folder = mkdtempSync(join(tmpdir(), 'kaoji-power-'));
const script = await bundleDeskChild();
const image = join(folder, 'disk.img');
const mounted = join(folder, 'disk');
const copyMounted = join(folder, 'after');
const master = join(folder, 'master');
let pupils: string[] = [];
let setUpDesk: TestDesk | null = null;

const reason = whyNot();
if (reason) console.log(`断电试验没有做：${reason}`);

beforeAll(async () => {
  if (reason) return;
  const made = await deskWithPupils(master, 120);
  pupils = made.pupils;
  made.desk.desk.close();
  setUpDesk = made.desk;
}, 120_000);
afterAll(() => {
  script.remove();
  for (const place of [copyMounted, mounted]) tryRun('umount', [place]);
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(reason !== null)('断电：拷贝未刷盘的块设备镜像', () => {
  test(`FULL：${cuts} 次断电，显示已保存的一样不丢`, { timeout: 600_000 }, async () => {
    const lost = await cutPower('FULL', cuts);
    console.log(`实测：断电 ${cuts} 次（FULL）：丢失 ${lost.flat().length}`);
    expect(lost.flat()).toEqual([]);
  });

  test('种下 NORMAL：同样的断电必须查得出丢失', { timeout: 600_000 }, async () => {
    const lost = await cutPower('NORMAL', 6);
    console.log(`实测：断电 6 次（NORMAL）：查出丢失 ${lost.filter((one) => one.length > 0).length} 次`);
    expect(lost.filter((one) => one.length > 0).length).toBeGreaterThan(0);
  });
});

/** Works on a fresh disk image, copies the image while the desk is stopped, mounts the copy and asks what is missing. */
async function cutPower(synchronous: 'FULL' | 'NORMAL', times: number): Promise<string[][]> {
  const results: string[][] = [];
  for (let round = 0; round < times; round++) {
    freshDisk();
    const profile = join(mounted, 'profile');
    cpSync(master, profile, { recursive: true });
    execFileSync('sync');
    const log = openDriverLog<Acknowledged>(join(folder, `driver-${synchronous}-${round}.log`));
    const child = await startDeskChild(script.path, profile, join(profile, 'county'), synchronous);
    value(await child.call('session.signIn', { loginName: 'clerk1', password: testPassword }));
    const delay = 150 + ((round * 7919) % 700);
    setTimeout(() => {
      child.kill('SIGSTOP');
      execFileSync('cp', ['--sparse=always', image, `${image}.cut`]);
      child.kill('SIGKILL');
    }, delay);
    await workThrough(child, log, pupils, round);
    await child.gone;
    execFileSync('umount', [mounted]);
    copyFileSync(`${image}.cut`, image);
    mkdirSync(copyMounted, { recursive: true });
    execFileSync('mount', ['-o', 'loop', image, copyMounted]);
    results.push(await lostOnCopy(log.read()));
    execFileSync('umount', [copyMounted]);
    log.close();
  }
  return results;
}

async function lostOnCopy(acknowledged: Parameters<typeof whatIsLost>[1]): Promise<string[]> {
  if (!setUpDesk) throw new Error('no desk was set up');
  const after = await makeDesk({ folder: join(copyMounted, 'profile') });
  const signedIn = await after.call('session.signIn', { loginName: 'clerk1', password: testPassword });
  const lost = signedIn.ok ? whatIsLost(after.db(), acknowledged) : ['the desk does not open'];
  after.desk.close();
  return lost;
}

function freshDisk(): void {
  tryRun('umount', [mounted]);
  rmSync(image, { force: true });
  execFileSync('truncate', ['-s', '64M', image]);
  execFileSync('mkfs.ext4', ['-q', '-F', image]);
  mkdirSync(mounted, { recursive: true });
  execFileSync('mount', ['-o', 'loop', image, mounted]);
}

function whyNot(): string | null {
  if (process.platform !== 'linux') return '只在 Linux 上做';
  if (process.getuid?.() !== 0) return '需要 root 挂载镜像';
  try {
    freshDisk();
    execFileSync('umount', [mounted]);
    return null;
  } catch {
    return '这台机器不能挂载 loop 镜像';
  }
}

function tryRun(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
  } catch {
    // not mounted
  }
}

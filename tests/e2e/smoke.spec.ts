import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshProfile, projectRoot, withDesk } from './launch.ts';

test('窗口从 app://desk 打开，画出第一屏，桥能应答', async () => {
  await withDesk({}, async ({ page }) => {
    expect(page.url()).toBe('app://desk/index.html');
    await expect(page).toHaveTitle('考籍登记台');
    await expect(page.locator('#root > *').first()).toBeVisible();
    const reply = await page.evaluate(() =>
      (globalThis as unknown as { kaoji: { call(name: string, input: object): Promise<unknown> } }).kaoji.call(
        'gate.state',
        {},
      ),
    );
    expect(reply).toMatchObject({ ok: true, value: { phase: 'newProfile' } });
  });
});

test('页面关在沙箱里：没有 Node，没有 Electron', async () => {
  await withDesk({}, async ({ app, page }) => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents; // the call is missing from electron's types
      return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(preferences).not.toMatchObject({ nodeIntegrationInWorker: true });
    const reach = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
    );
    expect(reach).toEqual([]);
    const offered = await page.evaluate(() => Object.keys((globalThis as unknown as { kaoji: object }).kaoji).sort());
    expect(offered).toEqual(['call', 'subscribe']);
  });
});

test('内联脚本、远程请求、新窗口和跳转都不放行', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('reached');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const remote = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    await withDesk({ expected: [/Content Security Policy/, /ERR_BLOCKED_BY_C/] }, async ({ app, page }) => {
      const outcome = await page.evaluate(async (address) => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.inlineRan = true';
        document.body.append(script);
        const fetched = await fetch(address).then(
          () => 'reached',
          () => 'refused',
        );
        const opened = window.open(address) === null ? 'refused' : 'opened';
        location.href = address;
        await new Promise((later) => setTimeout(later, 300));
        return { inline: 'inlineRan' in globalThis, fetched, opened };
      }, remote);
      expect(outcome).toEqual({ inline: false, fetched: 'refused', opened: 'refused' });
      expect(page.url()).toBe('app://desk/index.html');
      // below the page's own policy the session itself lets nothing out
      const answer = await app.evaluate(
        ({ session }, address) =>
          session
            .fromPartition('screens')
            .fetch(address)
            .then(
              () => 'reached',
              (error: Error) => error.message,
            ),
        remote,
      );
      expect(answer).toContain('ERR_BLOCKED_BY_CLIENT');
    });
    expect(asked).toBe(0);
  } finally {
    server.close();
  }
});

test('只答自己的窗口：别的窗口装上同一个桥也被拒', async () => {
  await withDesk({}, async ({ app }) => {
    const reply = await app.evaluate(async ({ BrowserWindow, session }, preload) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, session: session.fromPartition('screens'), sandbox: true },
      });
      await other.loadURL('app://desk/index.html');
      const answer: unknown = await other.webContents.executeJavaScript("window.kaoji.call('gate.state', {})");
      other.destroy();
      return answer;
    }, `${projectRoot}/out/preload/preload.cjs`);
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
  });
});

test('同一个数据文件夹的第二个登记台说明原因后退出', async () => {
  await withDesk({}, async ({ app, page, profile }) => {
    await expect(page.locator('#root > *').first()).toBeVisible();
    const said = await app.evaluate(({ dialog }) => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      dialog.showMessageBox = async (...words: unknown[]) => {
        heard.push((words[1] as { message: string }).message);
        return { response: 0, checkboxChecked: false };
      };
      return heard;
    });
    expect(said).toEqual([]);
    const second = spawn(process.env['KAOJI_E2E_ELECTRON'] ?? '', ['--no-sandbox', projectRoot], {
      env: { ...process.env, KAOJI_PROFILE: profile },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    second.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    const [code] = await once(second, 'exit');
    expect(code).toBe(3);
    expect(complaint).toContain('考籍登记台已经打开');
    await expect
      .poll(() => app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard[0] ?? ''))
      .toContain('已切换到打开的那个');
  });
});

test('摄像头只给画面不给声音，别的权限一概不给', async () => {
  await withDesk(
    { camera: `${projectRoot}/demo/camera.mjpeg`, expected: [/microphone is not allowed/] },
    async ({ page }) => {
      const outcome = await page.evaluate(async () => {
        const ask = (wish: MediaStreamConstraints) =>
          navigator.mediaDevices.getUserMedia(wish).then(
            (stream) => stream.getTracks().map((track) => `${track.kind} ${track.getSettings().width ?? ''}`),
            (error: DOMException) => error.name,
          );
        return {
          picture: await ask({ video: true }),
          sound: await ask({ audio: true }),
          both: await ask({ video: true, audio: true }),
          notices: await Notification.requestPermission(),
          place: await navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
        };
      });
      expect(outcome).toEqual({
        picture: ['video 640'],
        sound: 'NotAllowedError',
        both: ['video 640'], // Chromium leaves out the sound that the page's policy forbids
        notices: 'denied',
        place: 'denied',
      });
    },
  );
});

test('数据文件夹写不进去时照样打开，说明原因', async () => {
  const profile = freshProfile('file/profile'); // below a file: no account may write there, not even root
  mkdirSync(dirname(dirname(profile)), { recursive: true });
  writeFileSync(dirname(profile), '');
  try {
    await withDesk({ profile }, async ({ page }) => {
      await expect(page.getByText('数据文件夹不能写入').first()).toBeVisible();
    });
  } finally {
    rmSync(dirname(dirname(profile)), { recursive: true, force: true });
  }
});

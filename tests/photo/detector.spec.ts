import { expect, type Page, test } from '@playwright/test';
import { defaultPhotoProfile } from '#shared/photo/profiles.ts';
import type { JudgedPicture } from '../../scripts/photo-lab/judged-picture.ts';
import type { PhotoLab } from '../../scripts/photo-lab/page.ts';
import { readJpeg } from '../../src-main/documents/jpeg.ts';
import { fixture, gateWorker, type OpenLab, openLab, withLab } from './open-lab.ts';
import { writingVariants } from './variants/list-writing.ts';
import { encodePicture } from './variants/picture.ts';
import type { Variant } from './variants/variant.ts';

const profile = defaultPhotoProfile;
const [white, hopper] = [fixture('good-white.jpg'), fixture('good-hopper.jpg')];

/** Without the time it took. */
async function judge(page: Page, picture: string, by = profile): Promise<Omit<JudgedPicture<string>, 'milliseconds'>> {
  const { milliseconds: _, ...judged } = await page.evaluate(
    ([file, given]) => (globalThis as unknown as { lab: PhotoLab }).lab.judge(file, given),
    [picture, by] as const,
  );
  return judged;
}

test('检测用 wasm，模型全从程序自己的文件夹来，一个请求也不出去', async () => {
  await withLab({}, async ({ app, page, state }) => {
    expect(state).toBe('ready');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await app.evaluate(({ session }) => {
      const sent: string[] = [];
      Object.assign(globalThis, { sent });
      const { webRequest } = session.fromPartition('screens', { cache: false });
      webRequest.onSendHeaders(({ url }) => sent.push(url));
      webRequest.onErrorOccurred(({ url }) => sent.push(url));
    });
    const sent = () => app.evaluate(() => (globalThis as unknown as { sent: string[] }).sent);
    const foreign = async () => [...asked, ...(await sent())].filter((url) => !url.startsWith('app://desk/'));
    await page.reload();
    await page.waitForFunction(() => 'lab' in globalThis);
    expect(await page.evaluate(() => (globalThis as unknown as { lab: PhotoLab }).lab.ready())).toBe('ready');
    expect((await judge(page, white)).faces).toHaveLength(1);
    expect((await judge(page, hopper)).faces).toHaveLength(1);
    expect(asked).toContain('app://desk/gate/tfjs-backend-wasm-simd.wasm');
    expect(asked).toContain('app://desk/gate/facemesh-attention-pinto.bin');
    expect(await foreign()).toEqual([]);
    // both lists would have shown one: what the worker asks for is refused by its policy, what the session is asked by its guard
    const outside = 'http://127.0.0.1:9/outside';
    const refused = await gateWorker(page).evaluate(
      (url) =>
        import(url).then(
          () => 'loaded',
          (cause: Error) => cause.name,
        ),
      outside,
    );
    expect(refused).toBe('TypeError');
    await app.evaluate(
      ({ session }, url) =>
        session
          .fromPartition('screens', { cache: false })
          .fetch(url)
          .catch(() => null),
      outside,
    );
    expect(await foreign()).toEqual([outside, outside]);
  });
});

test('wasm 起不来就不检测，不悄悄改用慢二十倍的办法；照样能拍，裁正中，说清没有检测', async () => {
  const without = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];
  await withLab({ without }, async ({ page, state }) => {
    expect(state).toBe('noDetector');
    const told = await page.evaluate(() => (globalThis as unknown as { lab: PhotoLab }).lab.gate.state().sentence);
    expect(told).toMatch(/照片检测用不了/);
    const judged = await judge(page, white);
    expect(judged).toMatchObject({ fault: null, verdict: null, measurements: {}, faces: [], perceptualHash: null });
    expect(judged.crop).toMatchObject({ centreX: 320, centreY: 240, rotation: 0, scale: 640 / 480 });
    expect(readJpeg(Buffer.from(judged.derived ?? '', 'base64'))).toMatchObject({ value: { width: 480, height: 640 } });
  });
});

test('检测程序三次都起不来：不再试，照样能拍，裁正中，说清没有检测', async () => {
  await withLab({ hasWorker: false }, async ({ page, state }) => {
    expect(state).toBe('noDetector');
    await page.addInitScript(() => {
      const started: string[] = [];
      Object.assign(globalThis, { started });
      globalThis.Worker = class extends Worker {
        constructor(script: string | URL, options?: WorkerOptions) {
          super(script, options);
          started.push(String(script));
        }
      };
    });
    const started = () => page.evaluate(() => (globalThis as unknown as { started: string[] }).started);
    await page.reload();
    await page.waitForFunction(() => 'lab' in globalThis);
    expect(await page.evaluate(() => (globalThis as unknown as { lab: PhotoLab }).lab.ready())).toBe('noDetector');
    expect(await started()).toHaveLength(3);
    const told = await page.evaluate(() => (globalThis as unknown as { lab: PhotoLab }).lab.gate.state().sentence);
    expect(told).toMatch(/照片检测用不了/);
    for (const picture of [white, hopper]) {
      const judged = await judge(page, picture);
      expect(judged).toMatchObject({ fault: null, verdict: null, measurements: {}, faces: [], perceptualHash: null });
      expect(readJpeg(Buffer.from(judged.derived ?? '', 'base64'))).toMatchObject({
        value: { width: 480, height: 640 },
      });
    }
    expect(await started()).toHaveLength(3);
  });
});

test('认字的模型不在：照样检测，只是不量左右相反', async () => {
  await withLab({ without: ['ch_PP-OCRv4_rec_infer.onnx'] }, async ({ page, state }) => {
    expect(state).toBe('ready');
    const judged = await judge(page, white);
    expect(judged.verdict).toEqual({ verdict: 'good', causes: [] });
    expect(judged.measurements).not.toHaveProperty('mirroredText');
  });
});

test('衣服上的字反了：预览几秒里说出来，接着拍的一张也写着，备用摄像头的不算；正着的不说', async () => {
  const frameOf = (name: string): string => {
    const found = writingVariants.find((variant) => variant.name === name);
    return encodePicture((found as Variant).make(), 95).toString('base64');
  };
  const words = 'collins 衣服上写着 SCHOOL';
  for (const [picture, isMirrored] of [
    [frameOf(`${words} 画面左右相反`), true],
    [frameOf(words), false],
  ] as const) {
    await withLab({}, async ({ page }) => {
      const look = () =>
        page.evaluate(
          async ([file, given]) => {
            const { lab } = globalThis as unknown as { lab: PhotoLab };
            const seen = await lab.gate.look(await lab.frameOf(file), given);
            return (
              seen && { value: seen.measurements['mirroredText'], causes: seen.verdict.causes.map(({ code }) => code) }
            );
          },
          [picture, profile] as const,
        );
      await expect.poll(async () => (await look())?.value ?? 0, { timeout: 20_000 }).not.toBe(0);
      expect((await look())?.causes).toEqual(isMirrored ? ['MIRRORED'] : []);
      const shoot = (name: string, way: 'live' | 'still') =>
        page.evaluate(
          async ([file, taken, given]) => {
            const { lab } = globalThis as unknown as { lab: PhotoLab };
            const made = await lab.gate.makeShot(await lab.frameOf(file), given, taken);
            return made.ok ? made.value.verdict : null;
          },
          [name, way, profile] as const,
        );
      const shot = await shoot(picture, 'live');
      expect(shot?.causes.map(({ code }) => code)).toEqual(isMirrored ? ['MIRRORED'] : []);
      expect(shot?.verdict).toBe(isMirrored ? 'bad' : 'good');
      // by the spare camera, perhaps of somebody else: what the live one has read says nothing of it
      expect(await shoot(white, 'still')).toEqual({ verdict: 'good', causes: [] });
    });
  }
});

test('少一个模型也算起不来', async () => {
  await withLab({ without: ['facemesh-attention-pinto.bin'] }, async ({ state }) => {
    expect(state).toBe('noDetector');
  });
});

for (const [how, kill] of [
  // busy until the shots are on their way
  ['出错', 'const until = Date.now() + 1500; while (Date.now() < until) {} throw new Error("planted")'],
  ['不声不响地结束', 'self.close()'],
] as const) {
  test(`检测程序中途${how}：说出来，这一张不算，自己重新启动，下一张照常`, async () => {
    await withLab({}, async ({ page }) => {
      const before = await judge(page, white);
      const states = page.evaluate(() => {
        const { lab } = globalThis as unknown as { lab: PhotoLab };
        const heard: string[] = [];
        return new Promise<string[]>((done) => {
          lab.gate.subscribe(({ kind, sentence }) => {
            heard.push(sentence === null ? kind : `${kind} ${sentence}`);
            if (kind === 'ready') done(heard);
          });
        });
      });
      await gateWorker(page).evaluate(`void setTimeout(() => { ${kill} })`);
      const lost = await page.evaluate(
        async ([picture, given]) => {
          const { lab } = globalThis as unknown as { lab: PhotoLab };
          // enough of them that one is under way when the worker ends
          const shots = Array.from({ length: 3 }, async () =>
            lab.gate.makeShot(await lab.frameOf(picture), given, 'still'),
          );
          const answers = await Promise.all(shots);
          return answers.flatMap((answer) => (answer.ok ? [] : [answer.fault.sentence]));
        },
        [white, profile] as const,
      );
      for (const sentence of lost) expect(sentence).toMatch(/检测程序中断.*重拍/);
      expect(await states).toEqual([expect.stringMatching(/^restarting 照片检测中断，正在重新启动/), 'ready']);
      expect(lost).toHaveLength(3);
      expect(await judge(page, white)).toEqual(before);
    });
  });
}

// none of these leaves the gate other than it found it, but for the count of encodings, which is last
test.describe('一次打开，接着看', () => {
  let lab: OpenLab;
  test.beforeAll(async () => {
    lab = await openLab();
  });
  test.afterAll(() => lab.close());

  test('同一帧两次、隔着别人再来一次，量出来一模一样', async () => {
    const { page } = lab;
    const first = await judge(page, white);
    expect(first.faces).toHaveLength(1);
    expect(first.faces[0]?.landmarks).toHaveLength(468);
    expect(await judge(page, white)).toEqual(first);
    const other = await judge(page, hopper);
    expect(other.faces[0]?.landmarks).not.toEqual(first.faces[0]?.landmarks);
    expect(other.perceptualHash).not.toBe(first.perceptualHash);
    expect(await judge(page, white)).toEqual(first);
    expect(await judge(page, hopper)).toEqual(other);
  });

  test('画面来得太快只看最新一帧，拍的一张先做', async () => {
    const { page } = lab;
    const outcome = await page.evaluate(
      async ([picture, given]) => {
        const { lab } = globalThis as unknown as { lab: PhotoLab };
        const frames = await Promise.all(Array.from({ length: 6 }, () => lab.frameOf(picture)));
        const order: string[] = [];
        const looks = frames.slice(0, 5).map(async (frame, at) => {
          const look = await lab.gate.look(frame, given);
          if (look !== null) order.push(`look ${at}`);
          return look !== null;
        });
        const shot = lab.gate.makeShot(frames[5] as ImageBitmap, given, 'live').then(({ ok }) => {
          order.push('shot');
          return ok;
        });
        return { looked: await Promise.all(looks), shot: await shot, order };
      },
      [white, profile] as const,
    );
    expect(outcome).toEqual({
      looked: [true, false, false, false, true],
      shot: true,
      order: ['look 0', 'shot', 'look 4'],
    });
  });

  test('成品正好 480×640、300 dpi、不超过 40 KB，没有左右翻，除画面外什么也不带', async () => {
    const { page } = lab;
    const marked = await page.evaluate(async (picture) => {
      const { lab } = globalThis as unknown as { lab: PhotoLab };
      const frame = await lab.frameOf(picture);
      const canvas = new OffscreenCanvas(frame.width, frame.height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no 2d context');
      context.drawImage(frame, 0, 0);
      context.fillStyle = '#c00000';
      context.fillRect(0, frame.height * 0.8, frame.width / 2, frame.height); // the shoulder on the viewer's left
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    }, white);
    const judged = await judge(page, marked);
    expect(judged.fault).toBeNull();
    const derived = Buffer.from(judged.derived ?? '', 'base64');
    expect(readJpeg(derived)).toMatchObject({
      ok: true,
      value: { width: 480, height: 640, components: 3, densityX: 300, densityUnit: 1, progressive: false },
    });
    expect(derived.length).toBeLessThanOrEqual(40_000);
    expect(judged.measurements).toMatchObject({ bytes: derived.length });
    expect(segmentsOf(derived).filter((marker) => (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe)).toEqual([]);
    expect(segmentsOf(derived).filter((marker) => marker === 0xe0)).toHaveLength(1);
    const corners = await page.evaluate(async (photo) => {
      const { lab } = globalThis as unknown as { lab: PhotoLab };
      const shown = await lab.frameOf(photo);
      const context = new OffscreenCanvas(shown.width, shown.height).getContext('2d');
      if (context === null) throw new Error('no 2d context');
      context.drawImage(shown, 0, 0);
      const isRed = (x: number) => {
        const [red = 0, green = 0] = context.getImageData(x, shown.height - 6, 1, 1).data;
        return red > 150 && green < 60;
      };
      return { left: isRed(20), right: isRed(shown.width - 20) };
    }, judged.derived ?? '');
    expect(corners).toEqual({ left: true, right: false });
  });

  test('压不到上限就说出来，试有限的几次，不死循环', async () => {
    const { page } = lab;
    const worker = gateWorker(page);
    await worker.evaluate(() => {
      const real = OffscreenCanvas.prototype.convertToBlob;
      Object.assign(globalThis, { encodings: 0 });
      OffscreenCanvas.prototype.convertToBlob = function counted(this: OffscreenCanvas, ...words) {
        (globalThis as unknown as { encodings: number }).encodings += 1;
        return real.apply(this, words);
      };
    });
    const judged = await judge(page, white, { ...profile, maxBytes: 1500 });
    expect(judged.fault).toMatch(/照片压不到 1\.5 KB 以内：质量降到 60 还有 [\d.]+ KB/);
    expect(judged.derived).toBeNull();
    expect(judged.measurements['bytes']).toBeGreaterThan(1500);
    expect(judged.verdict?.causes.map(({ code }) => code)).toContain('TOO_MANY_BYTES');
    // two for the photo, at most eight for the frame
    expect(await worker.evaluate(() => (globalThis as unknown as { encodings: number }).encodings)).toBeLessThan(11);
    expect((await judge(page, white)).fault).toBeNull();
  });
});

function segmentsOf(jpeg: Uint8Array): number[] {
  const markers: number[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; ) {
    markers.push(jpeg[at + 1] ?? 0);
    at += 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
  }
  return markers;
}

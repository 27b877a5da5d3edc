import type { Page } from '@playwright/test';
import type { PhotoLab } from '../scripts/photo-lab/page.ts';
import { defaultPhotoProfile } from '../shared/photo/profiles.ts';
import { fixture, withLab } from '../tests/photo/open-lab.ts';
import { interleaved, type Round } from './measure.ts';
import { preparedElectron } from './prepared-electron.ts';
import type { Benchmark, Line } from './report.ts';

const sizes = [
  { label: '640×480', width: 640, height: 480 },
  { label: '1280×720', width: 1280, height: 720 },
] as const;

/** What the gate takes for one frame of the live picture, there and back, against reading the frame's pixels alone. */
export const photoPreview: Benchmark = {
  name: 'photo-preview',
  async run({ quick, rounds: asked }) {
    preparedElectron();
    const perRound = quick ? 10 : 40;
    const lines: Line[] = [];
    await withLab({}, async ({ page }) => {
      for (const size of sizes) {
        await lookAt(page, 'gate', size, 5);
        const rounds: Round[] = await interleaved(
          asked ?? (quick ? 2 : 5),
          () => lookAt(page, 'gate', size, perRound),
          () => lookAt(page, 'pixels', size, perRound),
        );
        lines.push({ label: `${size.label} 一帧到结论`, rounds, goal: null });
      }
    });
    return {
      title: '实时预览：一帧画面从交出到结论',
      baseline: '同一帧只读出像素，不检测',
      lines,
      memory: [],
      notes: ['检测、测量、判定都在工作线程里；界面只等它的答复。一帧没看完，后来的只留最新一帧。'],
    };
  },
};

function lookAt(page: Page, way: 'gate' | 'pixels', size: (typeof sizes)[number], count: number): Promise<number[]> {
  return page.evaluate(
    async ([picture, given, asked, wanted, { width, height }]) => {
      const { lab } = globalThis as unknown as { lab: PhotoLab };
      const source = await lab.frameOf(picture);
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('no 2d context');
      const times: number[] = [];
      for (let at = 0; at < wanted; at++) {
        const shown = (height / source.height) * (1 + (at % 10) / 200);
        context.drawImage(source, (width - source.width * shown) / 2, 0, source.width * shown, source.height * shown);
        const frame = await createImageBitmap(canvas);
        const begun = performance.now();
        if (asked === 'gate') {
          if ((await lab.gate.look(frame, given)) === null) throw new Error('not looked at');
        } else {
          context.drawImage(frame, 0, 0);
          context.getImageData(0, 0, width, height);
          frame.close();
        }
        times.push(performance.now() - begun);
      }
      return times;
    },
    [fixture('good-white.jpg'), defaultPhotoProfile, way, count, size] as const,
  );
}

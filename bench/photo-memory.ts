import type { PhotoLab } from '../scripts/photo-lab/page.ts';
import { defaultPhotoProfile } from '../shared/photo/profiles.ts';
import { fixture, withLab } from '../tests/photo/open-lab.ts';
import { memoryOfTree } from './memory.ts';
import { preparedElectron } from './prepared-electron.ts';
import type { Benchmark, Line, Memory } from './report.ts';

/** The first shots fill caches and pools; what counts is whether it grows after them. */
const settledAfter = 100;

/** Memory of the gate's window and worker while shot after shot is made of a 1280×720 frame. */
export const photoMemory: Benchmark = {
  name: 'photo-memory',
  async run({ quick }) {
    preparedElectron();
    const stops = quick ? [20, 40, 60] : [50, settledAfter, 200, 300, 400, 500];
    const memory: Memory[] = [];
    const times: number[] = [];
    await withLab({}, async ({ app, page }) => {
      let made = 0;
      for (const stop of stops) {
        times.push(
          ...(await page.evaluate(
            async ([picture, given, count]) => {
              const { lab } = globalThis as unknown as { lab: PhotoLab };
              const source = await lab.frameOf(picture);
              const took: number[] = [];
              for (let at = 0; at < count; at++) {
                const frame = await createImageBitmap(source, { resizeWidth: 960, resizeHeight: 720 });
                const begun = performance.now();
                const shot = await lab.gate.makeShot(frame, given);
                if (!shot.ok) throw new Error(shot.fault.sentence);
                took.push(performance.now() - begun);
              }
              source.close();
              return took;
            },
            [fixture('good-white.jpg'), defaultPhotoProfile, stop - made] as const,
          )),
        );
        made = stop;
        memory.push(memoryOfTree(`拍了 ${made} 张`, app.process().pid ?? 0));
      }
    });
    const line: Line = { label: '一张成品（检测到编码）', rounds: [{ ours: times, baseline: [] }], goal: null };
    return {
      title: '连拍的内存',
      baseline: '没有：看后面的各次比前面的多不多',
      lines: [line],
      memory,
      notes: [growth(memory, quick ? 0 : stops.indexOf(settledAfter))],
    };
  },
};

/** By RSS: the share that PSS gives a process also changes when other programs start and end. */
function growth(memory: readonly Memory[], from: number): string {
  const known = memory.slice(from).flatMap(({ rssMb }) => rssMb ?? []);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return '这个系统读不出内存。';
  const percent = (last / first - 1) * 100;
  return `RSS 从第 ${from + 1} 次读数到最后：${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %，目标 ±5 % ${percent <= 5 ? '✓' : '✗'}。`;
}

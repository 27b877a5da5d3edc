import { useEffect, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { attachLimit } from '#shared/domain/list-limit.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import type { FileLine } from './file-words.ts';
import { enterWorkshop, makePhoto } from './workshop.ts';

export type AttachResult = Output<'photoFiles.attach'>;
const words = {
  undecodable: '转不了：文件打不开了',
  tooSlow: '转不了：15 秒还没有打开',
  tooNoisy: '转不了：转过之后压不到规格的大小',
  gateBroken: '没有转：照片检测中断了。等几秒再转',
} as const;

/**
 * The acts on single files that need no words first: attach, swap, turn, take back. `said` is the last outcome;
 * `onAttached` hears of a file that was attached by itself.
 */
export function useFileActs(onAttached: (fileId: string) => unknown) {
  const attach = useCommand('photoFiles.attach');
  const swap = useCommand('photoFiles.swap');
  const stage = useCommand('photoFiles.stage');
  const reject = useCommand('photoFiles.reject');
  const [held, setHeld] = useState<FileLine | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [result, setResult] = useState<AttachResult | null>(null);
  useEffect(() => enterWorkshop(), []);
  const say = (sentence: string): void => {
    setSaid(sentence);
    announce(sentence);
  };
  return {
    held,
    said,
    result,
    fault: attach.fault ?? swap.fault ?? stage.fault ?? reject.fault,
    /** null = it went through, with a line for each that did not in `result` */
    attach: async (lines: readonly FileLine[]): Promise<Fault | null> => {
      const sum: AttachResult = { done: [], failed: [] };
      const items = lines.flatMap(({ fileId, pupil }) =>
        pupil === null ? [] : [{ fileId, candidacyId: pupil.candidacyId, version: pupil.version }],
      );
      const together = items.length > 1;
      for (let from = 0; from < items.length; from += attachLimit) {
        const reply = await attach.run({ items: items.slice(from, from + attachLimit), together });
        if (!reply.ok) {
          // what was attached before it is attached all the same, and is told
          if (sum.done.length + sum.failed.length > 0) {
            setResult(sum);
            say(attachedWords(lines, sum));
          }
          return reply.fault;
        }
        sum.done.push(...reply.value.done);
        sum.failed.push(...reply.value.failed);
      }
      setResult(sum.failed.length > 0 ? sum : null);
      say(attachedWords(lines, sum));
      const [alone] = sum.done;
      if (!together && alone !== undefined) onAttached(alone);
      return null;
    },
    /** the first press takes a file up, the second exchanges its pupil with that of another */
    swap: async (line: FileLine): Promise<void> => {
      if (held === null) {
        setHeld(line);
        return say(`拿着 ${maskNumbersIn(line.fileName)}。选另一张，再按一次“对调”`);
      }
      setHeld(null);
      if (held.fileId === line.fileId) return say('不对调了');
      const reply = await swap.run({
        fileId: held.fileId,
        candidacyId: held.pupil?.candidacyId ?? null,
        otherId: line.fileId,
        otherCandidacyId: line.pupil?.candidacyId ?? null,
      });
      if (reply.ok) say(`已对调 ${maskNumbersIn(held.fileName)} 和 ${maskNumbersIn(line.fileName)} 的人`);
    },
    turn: async (line: FileLine): Promise<void> => {
      const source = await call('photoFiles.source', { fileId: line.fileId });
      if (!source.ok) return say('转不了：这张刚有变动');
      const turn = (line.turn + 1) % 4;
      const photo = await makePhoto(source.value, turn);
      if (typeof photo === 'string') return say(words[photo]);
      const { original, derived, crop, measurements, perceptualHash } = photo;
      const reply = await stage.run({
        fileId: line.fileId,
        turn,
        original,
        derived,
        crop,
        measurements,
        perceptualHash,
      });
      if (reply.ok) say(`已转 90°，重新检查过 ${maskNumbersIn(line.fileName)}`);
    },
    takeBack: async (line: FileLine): Promise<void> => {
      const reply = await reject.run({ fileId: line.fileId, reason: null });
      if (reply.ok) say(`${maskNumbersIn(line.fileName)} 重新等确认`);
    },
  };
}

function attachedWords(lines: readonly FileLine[], { done, failed }: AttachResult): string {
  const [only] = lines;
  if (lines.length === 1 && done.length === 1) return `已附上 ${only?.pupil?.fullName} 的照片`;
  return failed.length === 0 ? `已附上 ${done.length} 张` : `已附上 ${done.length} 张，没有附上 ${failed.length} 张`;
}

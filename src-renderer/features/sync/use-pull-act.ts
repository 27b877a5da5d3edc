import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { clockMinutes, dayAndTime } from '../../ui/moments.ts';
import { noticeParts } from './notice-words.ts';

type Status = Output<'sync.status'>;

/** The way back over the network: fetch now, also when nothing waits to be sent. `say` gets what came of it, in words. */
export function usePullAct(status: Status | undefined, say: (sentence: string | null) => void) {
  const pull = useCommand('sync.pullNow');
  const pullNow = async () => {
    say(null);
    const reply = await pull.run({});
    if (!reply.ok) return;
    const parts = noticeParts(reply.value);
    const found = parts.length > 0 ? `${parts.join('，')}。` : reply.value.trouble ? '' : '自治区没有新的通知。';
    const sentence = `${found}${reply.value.trouble ?? ''}`;
    say(sentence);
    announce(sentence);
  };
  const act: BarAct = { label: '现在取回', onAct: pullNow, closedWhy: whyClosed(status) };
  return { act, fault: pull.fault };
}

/** `上次取回 11月24日 09:41，下次 09:46 自动取`, or that it is under way. */
export function pullLine({ pull, receiverUrl }: Status): string | null {
  if (receiverUrl === null) return null;
  if (pull.running) return '正在取回自治区的通知';
  const last = pull.lastAt ? `上次取回 ${dayAndTime(pull.lastAt)}` : '还没有取回过';
  return pull.nextTryAt ? `${last}，下次 ${clockMinutes(pull.nextTryAt)} 自动取` : last;
}

function whyClosed(status: Status | undefined): string | null {
  if (!status) return '正在看送出的情况';
  if (status.receiverUrl === null) return '还没有接收地址。由管理员设置，或用 U 盘读回执';
  return status.pull.running ? '正在取回，等这一次取完' : null;
}

import { useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useProgress } from '../../bridge/use-progress.ts';
import type { BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { changeParts } from './change-words.ts';
import { noticeParts } from './notice-words.ts';

/** The stick beside the network: write what waits, read the answer. `say` gets what came of it, in words. */
export function useParcelActs(
  status: Pick<Output<'sync.status'>, 'waiting' | 'changes' | 'mayHaveLost'> | undefined,
  say: (sentence: string | null) => void,
) {
  const write = useCommand('parcel.write');
  const read = useCommand('parcel.readAnswer');
  const stop = useCommand('parcel.stop');
  const progress = useProgress('parcel');
  const [writing, setWriting] = useState(false);
  const [bySheet, setBySheet] = useState(false);
  const tell = (sentence: string) => {
    say(sentence);
    announce(sentence);
  };
  const writeNow = async () => {
    say(null);
    setWriting(true);
    const reply = await write.run({});
    setWriting(false);
    if (reply.ok && reply.value) tell(writtenSentence(reply.value));
  };
  const readNow = async () => {
    say(null);
    const reply = await read.run({});
    if (!reply.ok || !reply.value) return;
    tell(readSentence(reply.value));
  };
  const acts: readonly BarAct[] = [
    {
      label: '用 U 盘送…',
      onAct: writeNow,
      closedWhy:
        status?.waiting === 0 && status.changes.waiting === 0 && !status.mayHaveLost
          ? '没有要送的。放行后才会出现在这里'
          : null,
    },
    { label: '读 U 盘回执…', onAct: readNow, closedWhy: writing ? '正在写数据包，写完再读' : null },
    // under keys of their own: the numbers behind them stay
    {
      label: '用恢复单读…',
      keyHint: 'F8',
      onAct: () => setBySheet(true),
      closedWhy: writing ? '正在写数据包，写完再读' : null,
    },
    ...(writing ? [{ label: '停下装包', keyHint: 'F4', onAct: () => stop.run({}) }] : []),
  ];
  const line = !writing
    ? null
    : progress
      ? `正在${progress.phase} ${progress.done} / ${progress.total ?? '…'}，先不要拔 U 盘。`
      : '正在准备数据包，先不要拔 U 盘。';
  const sheet = bySheet && {
    onRead: (answer: NonNullable<Output<'parcel.readAnswer'>>) => tell(readSentence(answer)),
    onClose: () => setBySheet(false),
  };
  /** `sheet`: what the dialog for another desk's answer needs, while it is open */
  return { acts, line, sheet, fault: write.fault ?? read.fault ?? stop.fault };
}

function writtenSentence(written: NonNullable<Output<'parcel.write'>>): string {
  const { fileName, records, left, changes, changesLeft, changesTrouble, fingerprint } = written;
  // without records: a file of its own that says what this desk has, except where the changes are all there is
  const asks = records === 0 && changes?.fileName !== fileName;
  const stays =
    (left > 0 ? `另有 ${left} 份没有装进去，原因在“卡住的”里。` : '') +
    (changesTrouble !== null ? `${changesLeft} 项变动没有写成：${changesTrouble}` : '') +
    (changesTrouble === null && changesLeft > 0
      ? `另有 ${changesLeft} 项变动没有装进去，在“变动”里看，下一次再写。`
      : '');
  if (asks && !changes && stays === '')
    return `数据包“${fileName}”写好了，读回核对过，可以拔出 U 盘。里面没有记录，只写着本机有哪些：自治区的回执包会把本机缺的带回来。`;
  const besides = changes && `${changes.count} 项变动已写进“${changes.fileName}”`;
  const parts = [
    ...(records > 0 ? [`${records} 份已写进“${fileName}”`] : []),
    ...(asks ? [`本机有哪些已写进“${fileName}”，自治区的回执包会把本机缺的带回来`] : []),
    ...(besides ? [besides] : []),
  ];
  return [
    `${parts.join('，')}，读回核对过，可以拔出 U 盘。`,
    changes && changes.fileName !== fileName ? '两个文件一起交给自治区。' : '',
    stays,
    `回执读回来之前，这些记录仍算未送达。第一次送时，自治区要核对本机指纹：${fingerprint}。`,
  ].join('');
}

function readSentence({
  received,
  joined,
  refused,
  known,
  strange,
  undecided,
  regained,
  regainLeft,
  changesBack,
  waiting,
  changes,
  notices,
  batches,
}: NonNullable<Output<'parcel.readAnswer'>>): string {
  const held = [
    ...(undecided > 0 ? [`${undecided} 份`] : []),
    ...(changes.undecided > 0 ? [`变动 ${changes.undecided} 项`] : []),
  ];
  const parts = [
    ...(regained > 0 ? [`取回恢复以前送过的 ${regained} 份`] : []),
    ...(changesBack.regained > 0 ? [`取回恢复以前报过的变动 ${changesBack.regained} 项`] : []),
    ...(regainLeft ? [`还有 ${regainLeft} 份没有取完，再用 U 盘送一次`] : []),
    `收到回执 ${received} 份`,
    ...(joined > 0 ? [`并为一人 ${joined} 份`] : []),
    ...(refused > 0 ? [`退回 ${refused} 份`] : []),
    ...(known > 0 ? [`${known} 份以前收过，没有变化`] : []),
    ...(strange > 0 ? [`${strange} 份对不上本机的记录，没有用`] : []),
    ...changeParts(changes),
    ...(held.length > 0 ? [`${held.join('、')}自治区留着等人决定，因为本机的登记停用或过期`] : []),
    ...noticeParts(notices),
    ...(batches > 0 ? [`自治区收齐 ${batches} 批`] : []),
    `还有 ${waiting} 份未送达`,
  ];
  return `${parts.join('，')}。`;
}

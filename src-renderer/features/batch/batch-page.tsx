import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { releasesBatches } from '#shared/domain/batch-status.ts';
import { batchStateLabel } from '#shared/labels/batch.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go, goBack, usePageParams } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { BatchBars, outcomeWords } from '../../ui/batch-bars.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import './batch.css';
import { BatchRecords } from './batch-records.tsx';
import { UnreadyLines } from './unready-lines.tsx';

type Batch = Output<'batch.read'>;

/** One batch: what it holds and where each record is. The second person releases it here, in one act. */
export function BatchPage(): ReactNode {
  const { batchId = '' } = usePageParams();
  const person = usePerson();
  const role = person?.role;
  const read = useDeskQuery('batch.read', { batchId });
  const release = useCommand('batch.release');
  const undo = useCommand('batch.undo');
  const [left, setLeft] = useState<Output<'batch.release'>['left']>([]);
  useKeys({ Escape: goBack });
  const batch = read.value;
  const mayRelease = role !== undefined && releasesBatches(role);
  const mayUndo = mayRelease || (batch !== undefined && batch.line.madeBy === person?.displayName);
  const releaseNow = async () => {
    if (!batch?.release) return;
    const { batchId: id, version } = batch.line;
    const reply = await release.run({ batchId: id, version, seen: batch.release.seen });
    if (!reply.ok) return read.refetch();
    setLeft(reply.value.left);
    announce(`${reply.value.name}已放行 ${reply.value.released} 份`);
    await read.refetch();
  };
  const undoNow = async () => {
    if (!batch) return;
    const reply = await undo.run({ batchId, version: batch.line.version });
    if (reply.ok) announce(`${batch.line.name}拆开了，都回到待放行`);
    await read.refetch();
  };
  const primary: BarAct | null =
    mayRelease && batch?.release
      ? {
          label: `放行这一批 ${batch.release.ready} 份`,
          keyHint: 'Ctrl+回车',
          closedWhy: batch.release.closedWhy,
          onAct: releaseNow,
        }
      : null;
  const others: readonly BarAct[] = [
    ...(mayUndo && batch?.release ? [{ label: '拆开这一批', onAct: undoNow }] : []),
    ...(batch?.line.state === 'released' ? [{ label: '看送出', onAct: () => go({ area: 'sync' }) }] : []),
  ];
  return (
    <Page title={batch ? batch.line.name : '批次'} actions={<ActionBar primary={primary} others={others} />}>
      <FaultView fault={release.fault ?? undo.fault ?? read.fault} onReload={() => void read.refetch()} />
      {batch && <BatchHead batch={batch} mayRelease={mayRelease} />}
      {batch?.release && (
        <UnreadyLines title={`不随这一批放行的 ${batch.release.unready.length} 份`} lines={batch.release.unready} />
      )}
      <UnreadyLines title={`没有放行、留在待放行的 ${left.length} 份`} lines={left} />
      {batch && <BatchRecords lines={batch.records} />}
    </Page>
  );
}

function BatchHead({
  batch: { line, manifest, release, regionSentence },
  mayRelease,
}: {
  readonly batch: Batch;
  readonly mayRelease: boolean;
}): ReactNode {
  const words = outcomeWords(line.figures);
  return (
    <>
      <p className="big-sentence">
        {batchStateLabel(line.state)}：{line.chosen}，{line.figures.records} 份。
        {release &&
          `资料、照片、同意都齐，${mayRelease ? '能由你放行的' : '等审核员或管理员放行的'} ${release.ready} 份。`}
        {line.state === 'released' && line.figures.waiting > 0 && `还有 ${line.figures.waiting} 份没有回执。`}
        {words !== '' && `${words}。`}
      </p>
      {regionSentence !== null && <p role="status">{regionSentence}</p>}
      <div className="batch-head">
        {line.state === 'released' && <BatchBars figures={line.figures} />}
        <p className="second">
          {line.madeBy !== null && `${line.madeBy} ${dayAndTime(line.madeAt)} 装批 `}
          {line.releasedAt !== null && `${line.releasedBy ?? '本机'} ${dayAndTime(line.releasedAt)} 放行`}
        </p>
        {manifest && (
          <p className="second batch-hash">
            清单总校验值 {manifest.totalSha256.slice(0, 16)} · 资料 {kilobytes(manifest.textBytes)} · 照片{' '}
            {kilobytes(manifest.photoBytes)}
          </p>
        )}
      </div>
    </>
  );
}

function kilobytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

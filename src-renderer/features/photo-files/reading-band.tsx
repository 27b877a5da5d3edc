import { Button, Progress } from 'antd';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useProgress } from '../../bridge/use-progress.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import type { Folder } from './file-words.ts';
import { startReading, stopReading, useReading } from './reading.ts';
import { gateSentence } from './workshop.ts';

/** How far the reading is; how to stop it and go on; why it stopped by itself. Nothing where all is read. */
export function ReadingBand({ folder }: { readonly folder: Folder }): ReactNode {
  const { folderId, total, waiting } = folder.summary;
  const reading = useReading();
  const progress = useProgress(folderId);
  const isReading = reading.folderId === folderId;
  const stopped = reading.stopped?.folderId === folderId ? reading.stopped.fault : null;
  const { recut } = folder;
  const onRecut = useEffectEvent(() => {
    // what waits for the card is read when the clerk says so
    if (waiting === 0) startReading(folderId);
  });
  const hasRecut = recut > 0;
  useEffect(() => {
    if (hasRecut) onRecut();
  }, [hasRecut]);
  if (waiting === 0 && recut === 0 && !isReading) return null;
  const done = isReading ? Math.max(progress?.done ?? 0, total - waiting) : total - waiting;
  return (
    <section className="card reading-band" aria-label="读照片">
      <FaultView fault={stopped} />
      <div className="row">
        <strong className="figures" role="status">
          {isReading ? '正在读' : '读到'} {done} / {total} 个文件
        </strong>
        <Progress
          className="reading-progress"
          percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
          status={isReading ? 'active' : 'normal'}
          aria-label="读到哪里"
        />
        {isReading ? (
          <Button onClick={() => stopReading(folderId)}>停下</Button>
        ) : (
          <Button type="primary" onClick={() => startReading(folderId)}>
            接着读
          </Button>
        )}
      </div>
      {recut > 0 && (
        <p role="status">
          {recut} 张改定给了用另一份照片规格的学生，{isReading ? '正在重新裁剪' : '按“接着读”重新裁剪'}
          。裁好以后看过再确认。
        </p>
      )}
      <p className="second">
        {isReading
          ? `${gateSentence() || '可以先看已读的，也可以先做别的'}。停下以后，已读的都在。`
          : waiting === 0
            ? '重新裁剪不用插卡。'
            : `还有 ${waiting} 个没有读。卡插着的时候按“接着读”；已读的都在。`}
      </p>
    </section>
  );
}

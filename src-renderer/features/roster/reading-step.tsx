import { Progress } from 'antd';
import type { ReactNode } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useProgress } from '../../bridge/use-progress.ts';
import { go } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import type { Batch } from './roster-words.ts';
import { StepLine, stepTitle } from './step-line.tsx';

/** While a file is read or written: how far, cancel, and the desk may be used meanwhile. */
export function ReadingStep({ batch }: { readonly batch: Batch }): ReactNode {
  const { summary } = batch;
  const progress = useProgress(summary.batchId);
  const cancel = useCommand('roster.cancel');
  const writing = summary.state === 'accepting';
  const done = progress?.done ?? summary.rowsRead;
  const total = progress?.total ?? summary.rowsTotal;
  return (
    <Page
      title={stepTitle(summary.kind, writing ? 3 : 1)}
      actions={
        <ActionBar
          primary={{ label: '先做别的', keyHint: '回车', onAct: () => go({ area: 'home' }) }}
          others={[
            {
              label: '取消导入',
              onAct: () => cancel.run({ batchId: summary.batchId }),
              closedWhy: writing ? '已在写入，几秒就好；一次写完，不会只写一半' : null,
            },
          ]}
        />
      }
    >
      <StepLine step={writing ? 3 : 1} note={`${summary.fileName} · ${writing ? '正在写入' : '尚未写入任何数据'}`} />
      <FaultView fault={cancel.fault} />
      <section className="card" aria-label="进度">
        <p className="big figures">
          {writing ? '正在写入' : '正在读'} {done}
          {total === null ? ' 行' : ` / ${total} 行`}
        </p>
        <Progress
          percent={total ? Math.min(100, Math.round((done / total) * 100)) : 0}
          showInfo={total !== null}
          status="active"
          aria-label="读到哪里"
        />
        <p className="second">
          可以先做别的，读完后在“导入”里接着办。{!writing && '随时可以取消，取消后什么也不留下。'}
        </p>
      </section>
    </Page>
  );
}

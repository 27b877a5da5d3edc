import type { ReactNode } from 'react';
import { go } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { type Batch, resultSentences } from './roster-words.ts';
import { StepLine, stepTitle } from './step-line.tsx';
import { useReport } from './use-report.ts';

/** Step 4: what was written, what was not, and where it is; also for files that could not be read at all. */
export function ResultStep({ batch }: { readonly batch: Batch }): ReactNode {
  const { summary } = batch;
  const role = usePerson()?.role;
  const report = useReport(summary.batchId);
  const accepted = summary.state === 'accepted';
  const another = { label: '再导入一个文件', onAct: () => go({ area: 'roster' }) };
  const people = {
    label: '看这些人',
    onAct: () =>
      go({ area: role === 'schoolAdministrator' ? 'preRegistration' : role === 'clerk' ? 'classBoard' : 'custody' }),
  };
  return (
    <Page
      title={stepTitle(summary.kind, 3)}
      actions={
        <ActionBar
          primary={
            accepted && summary.kind === 'roster' ? { ...people, keyHint: '回车' } : { ...another, keyHint: '回车' }
          }
          others={[
            ...(accepted && summary.kind === 'roster' ? [another] : []),
            ...(summary.rejected > 0 ? [{ label: '另存问题行.xlsx', onAct: report.save }] : []),
          ]}
        />
      }
    >
      <StepLine step={3} note={summary.fileName} />
      <FaultView fault={report.fault} />
      <section className="card result" aria-label="结果">
        {accepted ? (
          <>
            <p className="big" data-tone="done">
              <StatusShape shape="tick" /> 导入完成
            </p>
            {resultSentences(summary).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            {report.said !== '' && <p role="status">{report.said}</p>}
            {summary.mended > 0 && <p className="second">自动改正 {summary.mended} 处，不用处理。</p>}
          </>
        ) : (
          <>
            <p className="big">
              <StatusShape shape={summary.state === 'failed' ? 'stop' : 'back'} />{' '}
              {summary.state === 'failed' ? `打不开“${summary.fileName}”` : '已取消'}
            </p>
            {summary.problem && <p role="alert">{summary.problem}</p>}
            <p className="second">一条也没有写入。</p>
          </>
        )}
      </section>
    </Page>
  );
}

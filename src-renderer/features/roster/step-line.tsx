import { Steps } from 'antd';
import type { ReactNode } from 'react';
import { type Batch, batchKindWord } from './roster-words.ts';

const titles = ['选文件', '认列', '预览', '结果'] as const;

/** The line of steps with the file and what has been written so far. */
export function StepLine({ step, note }: { readonly step: 0 | 1 | 2 | 3; readonly note: string }): ReactNode {
  return (
    <div className="step-line">
      <Steps size="small" current={step} items={titles.map((title) => ({ title }))} responsive={false} />
      <p className="second figures">{note}</p>
    </div>
  );
}

/** 名册导入 第 3 步 / 共 4 步：预览 */
export function stepTitle(batchKind: Batch['summary']['kind'], step: 0 | 1 | 2 | 3): string {
  return `${batchKindWord(batchKind)}导入 第 ${step + 1} 步 / 共 4 步：${titles[step]}`;
}

import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import './batch-table.css';

type Figures = Output<'batch.list'>[number]['figures'];

/** How far a batch is: texts and photos that the receiver holds, and receipts; numbers stand beside the bars. */
export function BatchBars({ figures }: { readonly figures: Figures }): ReactNode {
  const { records, text, photo, waiting } = figures;
  return (
    <span className="batch-bars figures">
      <Bar word="资料" done={text} of={records} />
      <Bar word="照片" done={photo} of={records} />
      <Bar word="回执" done={records - waiting} of={records} />
    </span>
  );
}

function Bar({ word, done, of }: { readonly word: string; readonly done: number; readonly of: number }): ReactNode {
  return (
    <>
      <span>{word}</span>
      <progress value={done} max={Math.max(1, of)} aria-label={`${word} ${done} / ${of}`} />
      <span>
        {done}/{of}
      </span>
    </>
  );
}

/** What the receipts of a batch said, part by part; '' while there is none. */
export function outcomeWords({ received, joined, refused, inEffect, stuck }: Figures): string {
  return [
    ...(received > 0 ? [`收下 ${received}`] : []),
    ...(joined > 0 ? [`并入 ${joined}`] : []),
    ...(refused > 0 ? [`退回 ${refused}`] : []),
    ...(inEffect > 0 ? [`已生效 ${inEffect}`] : []),
    ...(stuck > 0 ? [`卡住 ${stuck}`] : []),
  ].join('，');
}

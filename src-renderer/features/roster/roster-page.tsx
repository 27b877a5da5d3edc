import { type ReactNode, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePageParams } from '../../stores/navigation-store.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { ChooseStep } from './choose-step.tsx';
import { ColumnStep } from './column-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { ReadingStep } from './reading-step.tsx';
import { ResultStep } from './result-step.tsx';
import './roster.css';
import type { Batch } from './roster-words.ts';

/** Import in four steps; nothing is written before 结果, and leaving at any step leaves nothing behind. */
export function RosterPage(): ReactNode {
  const { batchId } = usePageParams();
  return batchId === undefined ? <ChooseStep /> : <BatchPage key={batchId} batchId={batchId} />;
}

function BatchPage({ batchId }: { readonly batchId: string }): ReactNode {
  const { value: batch, fault, refetch } = useDeskQuery('roster.batch', { batchId });
  const [again, setAgain] = useState(false);
  // the former preview must not come up once more before the rows are judged by the new columns
  const onMapped = () => void refetch().then(() => setAgain(false));
  if (fault) {
    return (
      <Page title="导入">
        <FaultView fault={fault} />
      </Page>
    );
  }
  if (batch === undefined) return null;
  return <StepOf batch={batch} mapAgain={again} onMapAgain={() => setAgain(true)} onMapped={onMapped} />;
}

function StepOf({
  batch,
  mapAgain,
  onMapAgain,
  onMapped,
}: {
  readonly batch: Batch;
  readonly mapAgain: boolean;
  readonly onMapAgain: () => void;
  readonly onMapped: () => void;
}): ReactNode {
  switch (batch.summary.state) {
    case 'reading':
    case 'accepting':
      return <ReadingStep batch={batch} />;
    case 'mapping':
      return <ColumnStep batch={batch} onDone={onMapped} />;
    case 'previewed':
      return mapAgain ? (
        <ColumnStep batch={batch} onDone={onMapped} />
      ) : (
        <PreviewStep batch={batch} onMapAgain={onMapAgain} />
      );
    default:
      return <ResultStep batch={batch} />;
  }
}

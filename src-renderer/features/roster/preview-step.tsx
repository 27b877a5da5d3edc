import { type ReactNode, useMemo, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { goBack } from '../../stores/navigation-store.ts';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import type { GridColumn } from './grid-row.tsx';
import { ProblemCategories } from './problem-categories.tsx';
import { type Batch, countUnit, type RowFilter } from './roster-words.ts';
import { RowGrid } from './row-grid.tsx';
import { StepLine, stepTitle } from './step-line.tsx';
import { useReport } from './use-report.ts';

/** Step 3: every problem at its cell, nothing written yet; import the good rows, save the others. */
export function PreviewStep({
  batch,
  onMapAgain,
}: {
  readonly batch: Batch;
  readonly onMapAgain: () => void;
}): ReactNode {
  const { summary } = batch;
  const accept = useCommand('roster.accept');
  const report = useReport(summary.batchId);
  const [filter, setFilter] = useState<{ readonly only: RowFilter; readonly field: string | null }>({
    only: summary.rejected > 0 ? 'bad' : 'all',
    field: null,
  });
  const columns = useMemo(() => gridColumns(batch), [batch]);
  const toWrite = summary.good + summary.updated;

  const importAct: BarAct = {
    label: `导入 ${toWrite} 行`,
    keyHint: '回车',
    onAct: () => accept.run({ batchId: summary.batchId }),
    closedWhy:
      toWrite > 0
        ? null
        : summary.unchanged > 0
          ? `全部 ${summary.unchanged} ${countUnit(summary.kind)}已在库，没有变化，不用导入`
          : '没有一行可以导入。先另存问题行，改好再来',
  };
  const reportAct: BarAct = {
    label: '另存问题行.xlsx',
    onAct: report.save,
    closedWhy: summary.rejected > 0 ? null : '没有问题行',
  };
  // where nothing can be imported but rows are wrong, saving them is the way on
  const saveFirst = toWrite === 0 && summary.rejected > 0;
  const primary = saveFirst ? { ...reportAct, keyHint: '回车' } : importAct;

  return (
    <Page
      title={stepTitle(summary.kind, 2)}
      actions={
        <ActionBar
          primary={primary}
          others={[
            saveFirst ? importAct2(importAct) : reportAct,
            { label: '重新认列', onAct: onMapAgain },
            { label: '先放着', keyHint: 'Esc', onAct: goBack },
          ]}
        />
      }
    >
      <StepLine step={2} note={`${summary.fileName} · ${summary.rowsRead} 行 · 尚未写入任何数据`} />
      <FaultView fault={accept.fault ?? report.fault} />
      {report.said !== '' && <p role="status">{report.said}</p>}
      <div className="preview-columns">
        <ProblemCategories batch={batch} filter={filter} onFilter={setFilter} />
        <RowGrid
          key={`${filter.only}:${filter.field}`}
          batchId={summary.batchId}
          columns={columns}
          only={filter.only}
          field={filter.field}
          onShowBad={() => setFilter({ only: 'bad', field: null })}
          onClearFilter={() => setFilter({ only: 'all', field: null })}
        />
      </div>
    </Page>
  );
}

/** As a numbered act it must not take Enter from the primary. */
function importAct2(act: BarAct): BarAct {
  const { keyHint: _, ...rest } = act;
  return rest;
}

/** Name first (it stays in place), then the columns of the file in our order. */
function gridColumns(batch: Batch): readonly GridColumn[] {
  const present = batch.columns.filter((match) => match.column !== null);
  return [...present]
    .sort((a, b) => Number(b.field === 'fullName') - Number(a.field === 'fullName'))
    .map(({ field, label }) => ({ field, label }));
}

import { type ReactNode, useState } from 'react';
import { preparesBatches } from '#shared/domain/batch-status.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go, goBack } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { BatchTable } from '../../ui/batch-table.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { BatchPager } from './batch-pager.tsx';
import { PrepareDialog } from './prepare-dialog.tsx';

/** 批次: put one together, and every batch there ever was. */
export function BatchesPage(): ReactNode {
  const role = usePerson()?.role;
  const mayAct = role !== undefined && preparesBatches(role);
  const [page, setPage] = useState(0);
  const list = useDeskQuery('batch.list', { state: 'all', page }, { keepPrevious: true });
  const counts = useDeskQuery('batch.counts', {});
  const print = useCommand('batch.printList');
  const [saved, setSaved] = useState<string | null>(null);
  const choices = useDeskQuery('batch.choices', mayAct ? {} : null);
  const [preparing, setPreparing] = useState(false);
  useKeys({ Escape: goBack });
  const free = choices.value?.all;
  const prepared = counts.value?.prepared ?? 0;
  const printNow = async () => {
    setSaved(null);
    const reply = await print.run({});
    if (reply.ok && reply.value) setSaved(`${reply.value.batches} 批写进了“${reply.value.fileName}”。`);
  };
  return (
    <Page
      title="批次"
      actions={
        <ActionBar
          primary={
            mayAct
              ? {
                  label: '装一批…',
                  keyHint: '回车',
                  closedWhy: free === 0 ? '没有已审核、还没装批的。审核通过后再装' : null,
                  onAct: () => setPreparing(true),
                }
              : null
          }
          others={[
            {
              label: '打印清单…',
              onAct: printNow,
              closedWhy: counts.value?.all === 0 ? '还没有批次' : null,
            },
          ]}
        />
      }
    >
      <FaultView fault={print.fault ?? list.fault ?? choices.fault} onReload={() => void list.refetch()} />
      <p className="big-sentence">
        {free === undefined ? '' : `已审核、还没装批的 ${free} 份。`}
        {prepared > 0 ? `装好等放行的 ${prepared} 批，由另一个人打开放行。` : '没有等放行的批次。'}
      </p>
      {saved !== null && <p role="status">{saved}</p>}
      <BatchPager total={counts.value?.all ?? 0} page={page} onTurn={setPage} />
      <BatchTable lines={list.value} empty="还没有批次。装一批，或在“放行”页直接放行，都会记在这里。" />
      {preparing && choices.value && (
        <PrepareDialog
          choices={choices.value}
          onPrepared={(batchId) => go({ area: 'batch', params: { batchId } })}
          onClose={() => setPreparing(false)}
        />
      )}
    </Page>
  );
}

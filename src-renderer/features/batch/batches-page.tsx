import { type ReactNode, useState } from 'react';
import { listLimit } from '#shared/domain/list-limit.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go, goBack } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { BatchTable } from '../../ui/batch-table.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { PrepareDialog } from './prepare-dialog.tsx';

/** 批次: put one together, and every batch there ever was. */
export function BatchesPage(): ReactNode {
  const role = usePerson()?.role;
  const mayAct = role === 'reviewer' || role === 'officeAdministrator';
  const list = useDeskQuery('batch.list', { state: 'all' });
  const choices = useDeskQuery('batch.choices', mayAct ? {} : null);
  const [preparing, setPreparing] = useState(false);
  useKeys({ Escape: goBack });
  const free = choices.value?.all;
  const prepared = (list.value ?? []).filter(({ state }) => state === 'prepared').length;
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
        />
      }
    >
      <FaultView fault={list.fault ?? choices.fault} onReload={() => void list.refetch()} />
      <p className="big-sentence">
        {free === undefined ? '' : `已审核、还没装批的 ${free} 份。`}
        {prepared > 0 ? `装好等放行的 ${prepared} 批，由另一个人打开放行。` : '没有等放行的批次。'}
      </p>
      {(list.value?.length ?? 0) >= listLimit && <p className="hint">先列出最新的 {listLimit} 批。</p>}
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

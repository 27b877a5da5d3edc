import { Radio, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { go, usePageParams } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import './application.css';
import { ApplicationBar } from './application-bar.tsx';
import { type ApplicationLine, type Duty, duties, kindWords } from './application-line.ts';
import { ApplicationPanel } from './application-panel.tsx';
import { DecisionDialog, type DecisionKind } from './decision-dialog.tsx';
import { DecisionResults } from './decision-results.tsx';
import { QueueList } from './queue-list.tsx';
import { useQueue } from './use-queue.ts';

const emptyWords: Readonly<Record<Duty, string>> = {
  mine: '没有等你办的业务件。',
  others: '没有在等别人的业务件。',
  returned: '没有退回补正的业务件。',
  drafts: '没有草稿。按“新办一件”开始。',
  decided: '还没有办结的业务件。',
};

/** 业务件: the queues by duty on the left, the chosen application with everything to decide it on the right. */
export function ApplicationsPage(): ReactNode {
  const { applicationId, duty } = usePageParams();
  const role = usePerson()?.role;
  const queue = useQueue(applicationId ?? null, duty === 'others' ? duty : 'mine');
  // about the application that was chosen when the dialog opened, whatever the queue does meanwhile
  const [deciding, setDeciding] = useState<{ readonly kind: DecisionKind; readonly line: ApplicationLine } | null>(
    null,
  );
  const list = useRef<HTMLDivElement>(null);
  const { selected } = queue;
  const rest = (): void => {
    // once the dialog is really gone, and what was decided is out of the list
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };
  return (
    <Page
      title="业务件"
      focusTitle={queue.isLoaded && queue.lines.length === 0}
      aside={
        <>
          <Radio.Group
            aria-label="哪一列"
            optionType="button"
            value={queue.duty}
            options={(Object.keys(duties) as Duty[]).map((duty) => ({
              value: duty,
              label: `${duties[duty]} ${queue.counts?.[duty] ?? ''}`.trim(),
            }))}
            onChange={(event) => queue.chooseDuty(event.target.value as Duty)}
          />
          <Select
            aria-label="种类"
            value={queue.kind ?? ''}
            style={{ width: 140 }}
            options={[
              { value: '', label: '全部种类' },
              ...Object.entries(kindWords).map(([value, label]) => ({ value, label })),
            ]}
            onChange={(value) => queue.chooseKind(value === '' ? null : (value as ApplicationLine['kind']))}
          />
        </>
      }
      actions={
        <ApplicationBar
          queue={queue}
          onDecide={(kind) => selected && setDeciding({ kind, line: selected })}
          onNew={role === 'auditor' ? null : () => go({ area: 'newApplication' })}
          onCases={
            role === 'clerk' || role === 'reviewer' || role === 'officeAdministrator'
              ? () => go({ area: 'cases' })
              : null
          }
          onCheck={() => go({ area: 'certificateCheck' })}
          onAgreed={rest}
        />
      }
    >
      <FaultView fault={queue.fault} onReload={() => void queue.refetch()} />
      {queue.result !== null && <DecisionResults result={queue.result} />}
      {queue.isLoaded && queue.lines.length === 0 ? (
        <EmptyState sentence={emptyWords[queue.duty]} />
      ) : (
        <div className="application-columns" ref={list}>
          <QueueList queue={queue} />
          {selected ? (
            <ApplicationPanel
              key={selected.applicationId}
              line={selected}
              joiningClassId={queue.joiningClassId}
              onJoiningClass={queue.chooseJoiningClass}
              onChanged={queue.refetch}
            />
          ) : (
            queue.isLoaded && (
              <p className="hint" role="status">
                刚才那一件已经不在这一列。按 ↑ ↓ 选下一件再办。
              </p>
            )
          )}
        </div>
      )}
      {deciding !== null && (
        <DecisionDialog
          {...deciding}
          onClose={() => {
            setDeciding(null);
            rest();
          }}
          onDone={(sentence) => {
            setDeciding(null);
            void queue.decided(deciding.line.applicationId, sentence).then(rest);
          }}
        />
      )}
    </Page>
  );
}

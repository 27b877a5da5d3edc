import { Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import './case.css';
import { DecideDialog } from './decide-dialog.tsx';
import { SideBySide } from './side-by-side.tsx';

const views = { open: '等决定', closed: '已决定', all: '全部' } as const;
type View = keyof typeof views;

/**
 * Possible duplicates, both records side by side with differing fields marked, and what does not agree with the region's
 * word: a person decides with a reason.
 */
export function CasePage(): ReactNode {
  const role = usePerson()?.role;
  const mayDecide = role === 'reviewer' || role === 'officeAdministrator';
  const [view, setView] = useState<View>('open');
  const [chosen, setChosen] = useState<string | null>(null);
  const [deciding, setDeciding] = useState<'different' | 'same' | 'lookedInto' | null>(null);
  const cases = useDeskQuery('case.list', { state: view });
  const list = cases.value ?? [];
  const selected = list.find((entry) => entry.caseId === chosen) ?? list[0] ?? null;
  const closedWhy = !mayDecide
    ? '由审核员或管理员决定；登记可以照常办'
    : selected === null
      ? '没有选中的'
      : selected.state === 'closed'
        ? '已经决定过'
        : null;
  const act = (label: string, answer: 'different' | 'same' | 'lookedInto') => ({
    label,
    onAct: () => setDeciding(answer),
    closedWhy,
  });
  return (
    <Page
      title="疑似同一人与待核对"
      aside={
        <Radio.Group
          value={view}
          onChange={(event) => setView(event.target.value)}
          optionType="button"
          options={Object.entries(views).map(([value, label]) => ({ value, label }))}
          aria-label="看哪些"
        />
      }
      actions={
        <ActionBar
          {...(selected?.asks === 'lookInto'
            ? { primary: { ...act('核对过了…', 'lookedInto'), keyHint: 'Ctrl+回车' }, others: [] }
            : {
                primary: { ...act('是两个人…', 'different'), keyHint: 'Ctrl+回车' },
                others: [act('是同一人…', 'same')],
              })}
        />
      }
    >
      <FaultView fault={cases.fault} />
      {cases.value && list.length === 0 && (
        <EmptyState sentence={view === 'open' ? '没有等决定的。' : `没有${views[view]}的。`} />
      )}
      {list.length > 0 && (
        <div className="case-columns">
          <div className="card flush case-list">
            <RovingList
              label="疑似同一人与待核对"
              items={list}
              keyOf={(entry) => entry.caseId}
              selected={selected?.caseId ?? null}
              onSelect={(entry) => setChosen(entry.caseId)}
              takeFocus
            >
              {(entry) => (
                <div>
                  <p className="row spread case-line">
                    <strong>{entry.kindLabel}</strong>
                    {entry.state === 'open' ? (
                      <ToneMark tone="setAside" shape="flag" word="等决定" />
                    ) : (
                      <ToneMark tone="waiting" shape="tick" word={entry.decision ?? '已决定'} />
                    )}
                  </p>
                  <p className="case-line">{entry.sentence}</p>
                  <p className="hint case-line">{dayAndTime(entry.openedAt)} 发现</p>
                </div>
              )}
            </RovingList>
          </div>
          {selected && <SideBySide key={selected.caseId} candidacyIds={selected.candidacyIds} />}
        </div>
      )}
      {deciding !== null && selected && (
        <DecideDialog
          caseId={selected.caseId}
          sentence={selected.sentence}
          decision={deciding}
          onClose={() => setDeciding(null)}
        />
      )}
    </Page>
  );
}

import { Input, Radio } from 'antd';
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { goBack } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { CodeTables } from './code-tables.tsx';
import './regulation.css';

type Regulation = Output<'regulation.read'>;
const views = { clauses: '条款', house: '本系统规则', parameters: '参数', codes: '代码表' } as const;
type View = keyof typeof views;

/** 规定: every clause with what the desk does about it, the rules of the house, and the dated numbers. Typing narrows. */
export function RegulationPage(): ReactNode {
  const { value, fault } = useDeskQuery('regulation.read', {});
  const [view, setView] = useState<View>('clauses');
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  return (
    <Page
      title="规定"
      focusTitle={false}
      aside={
        <>
          <Input
            aria-label="按条款号或字查找"
            placeholder="条款号或字，例如 二（三）、更正"
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoFocus
            allowClear
            style={{ width: 280 }}
          />
          <Radio.Group
            aria-label="看什么"
            optionType="button"
            value={view}
            options={Object.entries(views).map(([key, label]) => ({ value: key, label }))}
            onChange={(event) => setView(event.target.value as View)}
          />
        </>
      }
      actions={<ActionBar primary={{ label: '回去', keyHint: 'Esc', onAct: goBack }} />}
    >
      <FaultView fault={fault} />
      {value && (
        <>
          <p className="second">
            现在按《{value.edition.label}》办，自 {value.edition.inForceFrom} 起。开始得早的业务按开始时的版本办。
          </p>
          {view === 'clauses' && <Clauses clauses={value.clauses.filter((one) => matches(one, wanted))} />}
          {view === 'house' && (
            <Rules rules={value.houseRules.filter((one) => matches(one, wanted))} empty="没有这样的规则。" />
          )}
          {view === 'codes' && <CodeTables isWanted={(entry) => matches(entry, wanted)} />}
          {view === 'parameters' && <Parameters lines={value.parameters.filter((one) => matches(one, wanted))} />}
        </>
      )}
    </Page>
  );
}

/** True where every word stands somewhere in the entry. */
function matches(entry: unknown, wanted: string): boolean {
  const text = JSON.stringify(entry);
  return wanted.split(/\s+/u).every((word) => text.includes(word));
}

function Clauses({ clauses }: { readonly clauses: Regulation['clauses'] }): ReactNode {
  if (clauses.length === 0) return <EmptyState sentence="没有这样的条款。换个字试试。" />;
  return (
    <ol className="clause-list" aria-label="条款">
      {clauses.map((clause) => (
        <li key={clause.id} className="card">
          <h2>
            {clause.shownAs} <span className="hint">{clause.id}</span>
          </h2>
          <p>{clause.summary}</p>
          {clause.rules.length > 0 && <Rules rules={clause.rules} empty="" />}
          {clause.note !== null && <p className="second">{clause.note}</p>}
        </li>
      ))}
    </ol>
  );
}

function Rules({ rules, empty }: { readonly rules: Regulation['houseRules']; readonly empty: string }): ReactNode {
  if (rules.length === 0) return <EmptyState sentence={empty} />;
  return (
    <ul className="clause-rules">
      {rules.map((rule) => (
        <li key={rule.ruleId}>
          {rule.title} <span className="hint">不符合时{rule.consequence}</span>
        </li>
      ))}
    </ul>
  );
}

function Parameters({ lines }: { readonly lines: Regulation['parameters'] }): ReactNode {
  if (lines.length === 0) return <EmptyState sentence="没有这样的参数。" />;
  return (
    <dl className="parameter-list">
      {lines.map((line) => (
        <div key={line.name}>
          <dt>{line.label}</dt>
          <dd>
            <strong>{line.value}</strong>
            {line.ofEdition && <span className="hint"> 由规定版本给出</span>}
            <p className="hint">
              {line.basis}；{line.source}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  );
}

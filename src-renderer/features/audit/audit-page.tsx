import { Table } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { roleLabel } from '#shared/labels/role.ts';
import { call } from '../../bridge/call.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { clockSeconds, dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { actorWord, callWord, outcomeLook, subjectWord } from './audit-words.ts';

type Line = Output<'audit.list'>[number];
type Check = Output<'audit.verify'>;
const PAGE = 100;

/** Who did what, when, with which outcome; and the check of the whole chain of events. */
export function AuditPage(): ReactNode {
  const [before, setBefore] = useState<readonly number[]>([]);
  const list = useDeskQuery('audit.list', { before: before.at(-1) ?? null, limit: PAGE }, { keepPrevious: true });
  const [check, setCheck] = useState<Check | null>(null);
  const lines = list.value ?? [];
  const last = lines.at(-1);

  const verify = async () => {
    const reply = await call('audit.verify', {});
    if (!reply.ok) return;
    setCheck(reply.value);
    announce(reply.value.sentence, reply.value.intact ? 'polite' : 'assertive');
  };
  return (
    <Page
      title="查记录"
      aside={
        check && (
          <span role="status">
            <ToneMark
              tone={check.intact ? 'done' : 'refused'}
              shape={check.intact ? 'tick' : 'stop'}
              word={check.intact ? '连续、没有改动' : '有断点'}
            />{' '}
            {check.sentence}
          </span>
        )
      }
      actions={
        <ActionBar
          primary={{ label: '核验全部记录', keyHint: '回车', onAct: verify }}
          others={[
            {
              label: '更早的',
              onAct: () => last && setBefore([...before, last.seq]),
              closedWhy: lines.length < PAGE ? '已经到头' : null,
            },
            {
              label: '更近的',
              onAct: () => setBefore(before.slice(0, -1)),
              closedWhy: before.length === 0 ? '这就是最近的' : null,
            },
          ]}
        />
      }
    >
      <FaultView fault={list.fault} />
      <Table<Line>
        size="small"
        pagination={false}
        rowKey="seq"
        dataSource={[...lines]}
        columns={[
          { title: '序', dataIndex: 'seq', width: 80 },
          { title: '时间', width: 190, render: (_, line) => `${dayAndTime(line.at)}${clockSeconds(line.at).slice(5)}` },
          {
            title: '谁',
            width: 180,
            render: (_, line) => `${actorWord(line.displayName, line.call)} ${line.role ? roleLabel(line.role) : ''}`,
          },
          { title: '做了什么', render: (_, line) => callWord(line.call) },
          { title: '结果', width: 140, render: (_, line) => <ToneMark {...outcomeLook(line.outcome)} /> },
          { title: '涉及', width: 220, render: (_, line) => subjectWord(line.subject) },
          { title: '编号或用途', width: 140, render: (_, line) => line.reference ?? '' },
        ]}
      />
    </Page>
  );
}

import { Table } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { windowKindLabel } from '#shared/labels/window-kind.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { yearDayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { beginDraft } from './begin-draft.ts';
import { DraftEditor } from './draft-editor.tsx';
import { cohortWord } from './window-words.ts';
import { YearLine } from './year-line.tsx';
import './calendar.css';

export type Calendar = Output<'calendar.read'>;
const MINUTE = 60_000;

/** 日程: the day in words, the year as a line, every window with its state; the administrator enters a new one. */
export function CalendarPage(): ReactNode {
  const mayDraw = usePerson()?.role === 'officeAdministrator';
  const [drawing, setDrawing] = useState(false);
  const calendar = useDeskQuery('calendar.read', {});
  const begin = useCommand('calendar.draft');
  const { value, refetch } = calendar;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), MINUTE);
    return () => clearInterval(timer);
  }, [refetch]);

  if (mayDraw && drawing && value?.draft) {
    return (
      <DraftEditor key={value.draft.editionId} calendar={value} draft={value.draft} onLeave={() => setDrawing(false)} />
    );
  }
  const open = async () => {
    if (!value) return;
    if (!value.draft) {
      const reply = await begin.run({ version: null, content: beginDraft(value) });
      if (!reply.ok) return;
      announce('已照现行日程开了一份草稿');
      await refetch();
    }
    setDrawing(true);
  };
  return (
    <Page
      title="日程"
      aside={<Whose calendar={value} />}
      actions={
        <ActionBar
          primary={
            mayDraw ? { label: value?.draft ? '接着录日程草稿' : '录入新日程', keyHint: '回车', onAct: open } : null
          }
        />
      }
    >
      <FaultView fault={begin.fault ?? calendar.fault} />
      {value && (
        <div className="calendar">
          <DayStates calendar={value} />
          {value.windows.length > 0 && <YearLine windows={value.windows} now={value.now} />}
          <Doubts calendar={value} />
          <WindowTable calendar={value} />
          {value.coming.map((edition) => (
            <p key={edition.id}>
              {edition.inForceFrom} 起用：{edition.label}（
              {edition.authority === 'region' ? '自治区签发' : '本机构录入'}）
            </p>
          ))}
        </div>
      )}
    </Page>
  );
}

function Whose({ calendar }: { readonly calendar: Calendar | undefined }): ReactNode {
  if (!calendar) return null;
  const edition = calendar.calendar;
  if (edition === null) return <p className="second">还没有日程</p>;
  const source = edition.authority === 'region' ? '自治区签发' : '本机构录入，两人确认';
  return (
    <p className="second">
      {edition.label} · {source} · {edition.inForceFrom} 起用
    </p>
  );
}

/** What is open today and what comes next, in words: colour and bars come second. */
function DayStates({ calendar }: { readonly calendar: Calendar }): ReactNode {
  if (calendar.calendar === null) {
    return <p>没有日程：要看窗口的业务先收下等着。由管理员录入日程，或读入自治区的日程。</p>;
  }
  return (
    <ul className="calendar-states" aria-label="今天">
      {calendar.states.map(({ kind, cohortYear, open, sentence }) => (
        <li key={`${kind} ${cohortYear}`}>
          <ToneMark tone={open ? 'done' : 'waiting'} shape={open ? 'tick' : 'hollow'} word={windowKindLabel(kind)} />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}

function Doubts({ calendar }: { readonly calendar: Calendar }): ReactNode {
  if (calendar.problems.length === 0) return null;
  return (
    <section className="calendar-doubts" aria-label="要核对的">
      <h2>要核对的</h2>
      <ul>
        {calendar.problems.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

type Row = Calendar['windows'][number] & { readonly key: string };

function WindowTable({ calendar }: { readonly calendar: Calendar }): ReactNode {
  const rows: Row[] = calendar.windows.map((window, index) => ({ ...window, key: `${index + 1}` }));
  return (
    <Table<Row>
      size="small"
      pagination={false}
      dataSource={rows}
      locale={{ emptyText: '一个窗口也没有' }}
      columns={[
        { title: '行', dataIndex: 'key', width: 48 },
        { title: '种类', width: 130, render: (_, row) => windowKindLabel(row.kind) },
        { title: '名称', dataIndex: 'label' },
        { title: '年级', width: 96, render: (_, row) => cohortWord(row.cohortYear) },
        { title: '考次', width: 120, render: (_, row) => row.sitting ?? '' },
        { title: '开放', width: 190, render: (_, row) => yearDayAndTime(row.opensAt) },
        { title: '关闭', width: 190, render: (_, row) => yearDayAndTime(row.closesAt) },
        { title: '现在', width: 170, render: (_, row) => row.sentence },
      ]}
    />
  );
}

import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField, TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { type DraftContent, emptyWindow } from './begin-draft.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DraftRow, type Problem } from './draft-row.tsx';
import { useDraft } from './use-draft.ts';

type Calendar = Output<'calendar.read'>;

/** A new calendar is entered line by line; unreal and inverted times close its confirmation, doubts are only shown. */
export function DraftEditor({
  calendar,
  draft: first,
  onLeave,
}: {
  readonly calendar: Calendar;
  readonly draft: NonNullable<Calendar['draft']>;
  readonly onLeave: () => void;
}): ReactNode {
  const [confirming, setConfirming] = useState<number | null>(null);
  const [givingUp, setGivingUp] = useState(false);
  const read = useDeskQuery('calendar.read', {});
  const draft = read.value?.draft ?? first;
  const { content, change, settled, flush, fault } = useDraft(first);
  const discard = useCommand('calendar.discard');
  const refused = draft.problems.filter(({ severity }) => severity === 'refuse');

  const changeRow = (row: number, typed: DraftContent['windows'][number]) =>
    change({ ...content, windows: content.windows.map((one, at) => (at === row ? typed : one)) });
  const wrong = (field: Problem['field']) =>
    draft.problems.find((problem) => problem.row === null && problem.field === field)?.sentence ?? null;
  const add = () => {
    change({ ...content, windows: [...content.windows, emptyWindow()] });
    // the line is drawn first
    requestAnimationFrame(() => showField(`windows.${content.windows.length}.opens`));
  };
  const ask = async () => {
    const version = await flush();
    if (version === null) return;
    await read.refetch();
    setConfirming(version);
  };
  // what could not be stored is not left behind without a word
  const leave = async () => {
    if ((await flush()) !== null) onLeave();
  };
  const giveUp = async () => {
    const reply = await discard.run({ editionId: draft.editionId });
    if (!reply.ok) return;
    announce('日程草稿已删去，现行日程不变');
    onLeave();
  };
  return (
    <Page
      title="录入日程"
      aside={<p className="second">{settled ? `草稿已存 · ${draft.drawnBy}` : '正在存'}</p>}
      actions={
        <ActionBar
          primary={{
            label: '由第二人确认起用',
            keyHint: 'Ctrl+回车',
            onAct: ask,
            closedWhy: refused.length > 0 ? `有 ${refused.length} 处要先改：${refused[0]?.sentence ?? ''}` : null,
          }}
          others={[
            { label: '加一行', onAct: add },
            {
              label: '下一处问题',
              keyHint: 'F3',
              onAct: () => focusProblem(refused[0]),
              closedWhy: refused.length === 0 ? '没有要改的' : null,
            },
            { label: '先放着', onAct: leave },
            { label: '删去草稿…', onAct: () => setGivingUp(true), danger: true },
          ]}
        />
      }
    >
      <FaultView fault={fault ?? discard.fault} onReload={onLeave} />
      {draft.baseChanged && <p className="draft-doubt">提醒：录这份草稿以来，现行日程换过了。起用前对照差别看一遍。</p>}
      <div className="draft-head">
        <TextField
          name="label"
          label="日程名称"
          value={content.label}
          onChange={(label) => change({ ...content, label })}
          maxLength={100}
          error={wrong('label')}
        />
        <TextField
          name="inForceFrom"
          label="起用日期"
          value={content.inForceFrom}
          onChange={(inForceFrom) => change({ ...content, inForceFrom })}
          maxLength={20}
          error={wrong('inForceFrom')}
          hint="现行日程从这天起换成这一份"
        />
      </div>
      <p className="hint">
        时间写成 2027-04-01 17:00，按北京时间；关闭的那一刻已不能办。考次写代码，同一次考试的几行写一样的。
      </p>
      {content.windows.map((typed, row) => (
        <DraftRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity while it is typed
          key={row}
          row={row}
          typed={typed}
          problems={draft.problems}
          onChange={(next) => changeRow(row, next)}
          onRemove={() => change({ ...content, windows: content.windows.filter((_, at) => at !== row) })}
        />
      ))}
      {givingUp && (
        <Dialog
          title="删去日程草稿"
          confirmLabel="删去草稿"
          danger
          onConfirm={giveUp}
          onClose={() => setGivingUp(false)}
        >
          <FaultView fault={discard.fault} />
          <p>草稿里的 {content.windows.length} 行都删去，找不回来。现行日程不变。</p>
        </Dialog>
      )}
      {confirming !== null && (
        <ConfirmDialog
          draft={draft}
          version={confirming}
          from={calendar.calendar?.label ?? null}
          onDone={onLeave}
          onClose={() => setConfirming(null)}
        />
      )}
    </Page>
  );
}

function focusProblem(problem: Problem | undefined): void {
  if (!problem) return;
  showField(problem.row === null ? (problem.field ?? '') : `windows.${problem.row}.${problem.field ?? ''}`);
}

/** Focus on a field, with what stands under it in sight. */
function showField(name: string): void {
  focusField(name);
  document.activeElement?.closest('.draft-row')?.scrollIntoView({ block: 'center' });
}

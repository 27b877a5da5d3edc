import { type ReactNode, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField, TextField } from '../../ui/field.tsx';
import { windowLine } from './window-words.ts';

type Draft = NonNullable<Output<'calendar.read'>['draft']>;

/** A second person of the office sees what changes and puts the calendar into force with his or her own password. */
export function ConfirmDialog({
  draft,
  version,
  from,
  onDone,
  onClose,
}: {
  readonly draft: Draft;
  readonly version: number;
  /** label of the calendar in force; null = there is none */
  readonly from: string | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const confirm = useCommand('calendar.confirm');
  const submit = async () => {
    const reply = await confirm.run({
      editionId: draft.editionId,
      version,
      secondLogin: login,
      secondPassword: password,
    });
    // whatever was wrong, the password is typed anew
    setPassword('');
    if (reply.ok) {
      announce(`日程已起用，${reply.value.by}确认`);
      onDone();
    } else if (reply.fault.kind === 'invalid') focusField(reply.fault.problems[0]?.field ?? '');
  };
  const warnings = draft.problems.filter(({ severity }) => severity === 'warn');
  return (
    <Dialog
      title={`起用“${draft.label}”`}
      confirmLabel="确认起用"
      closedWhy={login.trim() === '' ? '第二人填自己的登录名' : password === '' ? '第二人填自己的密码' : null}
      onConfirm={submit}
      onClose={onClose}
      width={820}
    >
      <FaultView fault={isAtFields(confirm.fault) ? null : confirm.fault} />
      <p>
        {draft.inForceFrom} 起，{from === null ? '有了日程' : `换下“${from}”`}。差别 {draft.diff.length} 处：
      </p>
      <ul className="calendar-diff">
        {draft.diff.map(({ before, after }) => (
          <li key={`${before ? windowLine(before) : ''} ${after ? windowLine(after) : ''}`}>
            <strong>{before === null ? '新增' : after === null ? '取消' : '改'}</strong>
            <span>
              {before && <del>{windowLine(before)}</del>}
              {after && <ins>{windowLine(after)}</ins>}
            </span>
          </li>
        ))}
      </ul>
      {warnings.map(({ sentence }) => (
        <p key={sentence} className="draft-doubt">
          提醒：{sentence}
        </p>
      ))}
      <div className="draft-head">
        <TextField
          name="secondLogin"
          label="第二人的登录名"
          value={login}
          onChange={setLogin}
          maxLength={40}
          error={problemAt(confirm.fault, 'secondLogin')}
        />
        <TextField
          name="secondPassword"
          label="第二人的密码"
          kind="password"
          value={password}
          onChange={setPassword}
          maxLength={200}
          error={problemAt(confirm.fault, 'secondPassword')}
        />
      </div>
      <p className="hint">第二人是本机构的登记员、审核员或管理员，不能是录日程的人。管理员不用退出。</p>
    </Dialog>
  );
}

/** True where each problem stands at its own field: it is not said twice. */
function isAtFields(fault: Fault | null): boolean {
  const own = ['secondLogin', 'secondPassword'];
  return fault?.kind === 'invalid' && fault.problems.every(({ field }) => own.includes(field));
}

function problemAt(fault: Fault | null, field: string): string | null {
  if (fault?.kind !== 'invalid') return null;
  return fault.problems.find((problem) => problem.field === field)?.message ?? null;
}

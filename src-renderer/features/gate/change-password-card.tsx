import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { CapsLockLine } from './caps-lock-line.tsx';
import { LEAST_PASSWORD, newPasswordProblem } from './new-password.ts';
import { loadGate } from './use-gate.ts';

/** First sign-in, or after a reset: a password that only this person knows. */
export function ChangePasswordCard({ displayName }: { readonly displayName: string }): ReactNode {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const change = useCommand('session.changePassword');
  const problem = newPasswordProblem(fresh, again);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== null || change.busy) return;
    const reply = await change.run({ oldPassword: old, newPassword: fresh });
    if (reply.ok) await loadGate();
  };
  return (
    <section className="gate-card" aria-labelledby="change-title">
      <h1 id="change-title">{displayName}，先换一个自己的密码</h1>
      <p className="second">现在的密码是别人给的。换好以后只有你知道。</p>
      <FaultView fault={change.fault} />
      <form onSubmit={(event) => void submit(event)}>
        <TextField label="现在的密码" kind="password" value={old} onChange={setOld} takeFocus />
        <TextField
          label="新密码"
          kind="password"
          value={fresh}
          onChange={setFresh}
          hint={`至少 ${LEAST_PASSWORD} 位，好记的一句话更稳妥`}
          error={tried ? problem : null}
        />
        <TextField label="再输一遍新密码" kind="password" value={again} onChange={setAgain} />
        <CapsLockLine />
        <Button type="primary" size="large" htmlType="submit" block loading={change.busy}>
          <span className="key-hint">回车 </span>换好密码，开始用
        </Button>
      </form>
      <Button type="link" onClick={() => void call('session.signOut', {}).then(loadGate)}>
        换人登录
      </Button>
    </section>
  );
}

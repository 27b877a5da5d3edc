import { Button } from 'antd';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import type { GateState } from '../../stores/session-store.ts';
import { announce } from '../../ui/announce.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { CapsLockLine } from './caps-lock-line.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import { loadGate } from './use-gate.ts';

/** Sign-in: name, password, Enter. What is wrong and the tries left stand at the field; the password is selected. */
export function SignInCard({
  gate,
  onRecover,
}: {
  readonly gate: GateState;
  readonly onRecover: () => void;
}): ReactNode {
  const [loginName, setLoginName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useCommand('session.signIn');
  const form = useRef<HTMLFormElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (signIn.busy) return;
    const reply = await signIn.run({ loginName: loginName.trim(), password });
    if (reply.ok) {
      await loadGate();
      return;
    }
    announce(faultSentence(reply.fault), 'assertive');
    // about no field: the file itself does not open, and the whole page says so
    if (reply.fault.kind === 'invalid' && reply.fault.problems[0]?.field === '') await loadGate();
    const wrongName = reply.fault.kind === 'invalid' && reply.fault.problems[0]?.field === 'loginName';
    const field = form.current?.querySelector<HTMLInputElement>(wrongName ? 'input' : 'input[type=password]');
    field?.focus();
    field?.select();
  };
  const problems = signIn.fault?.kind === 'invalid' ? signIn.fault.problems : [];
  const atName = problems.find((problem) => problem.field === 'loginName')?.message ?? null;
  const atPassword = signIn.fault && atName === null ? faultSentence(signIn.fault) : null;
  const shortOf = loginName.trim() === '' ? '登录名' : password === '' ? '密码' : null;

  return (
    <>
      <section className="gate-card" aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">登录</h1>
        <form ref={form} onSubmit={(event) => void submit(event)}>
          <TextField
            label="登录名"
            value={loginName}
            onChange={setLoginName}
            error={atName}
            takeFocus
            maxLength={40}
            name="loginName"
          />
          <TextField
            label="密码"
            kind="password"
            name="password"
            value={password}
            onChange={setPassword}
            error={atPassword}
            maxLength={200}
          />
          <CapsLockLine />
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            block
            loading={signIn.busy}
            aria-disabled={shortOf !== null}
          >
            <span className="key-hint">回车 </span>登录
          </Button>
          {shortOf && <p className="hint">先填{shortOf}。</p>}
        </form>
        {gate.phase === 'closed' && (
          <p className="hint">登记台还没开。旗县考试机构的人先登录一次，学校和班主任的账户才能登录。</p>
        )}
        <Button type="link" onClick={onRecover}>
          忘了密码，用恢复单打开
        </Button>
      </section>
      {gate.isDemo && gate.demoAccounts.length > 0 && (
        <DemoAccounts
          accounts={gate.demoAccounts}
          onPick={(account) => {
            setLoginName(account.loginName);
            setPassword(account.password);
            form.current?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus();
          }}
        />
      )}
    </>
  );
}

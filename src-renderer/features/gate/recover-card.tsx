import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { wordsOf } from '../../ui/recovery-words.ts';
import { newPasswordProblem } from './new-password.ts';
import { loadGate } from './use-gate.ts';

/** Opens a desk with the words of the recovery sheet and gives a county account a new password. */
export function RecoverCard({ onLeave }: { readonly onLeave: () => void }): ReactNode {
  const [words, setWords] = useState('');
  const [loginName, setLoginName] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const recover = useCommand('setup.recover');
  const problem = newPasswordProblem(fresh, again);
  const count = wordsOf(words).length;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== null || recover.busy) return;
    const reply = await recover.run({ words: [...wordsOf(words)], loginName: loginName.trim(), newPassword: fresh });
    if (!reply.ok) return;
    await loadGate();
    onLeave();
  };
  return (
    <section className="gate-card" aria-labelledby="recover-title">
      <h1 id="recover-title">用恢复单打开登记台</h1>
      <FaultView fault={recover.fault} />
      <form onSubmit={(event) => void submit(event)}>
        <TextField
          label="恢复词"
          kind="lines"
          value={words}
          onChange={setWords}
          takeFocus
          hint={`按恢复单上的次序输入，用空格隔开；已输入 ${count} 个`}
        />
        <TextField label="旗县登录名" value={loginName} onChange={setLoginName} hint="要换密码的那个账户" />
        <TextField label="新密码" kind="password" value={fresh} onChange={setFresh} error={tried ? problem : null} />
        <TextField label="再输一遍新密码" kind="password" value={again} onChange={setAgain} />
        <div className="row">
          <Button type="primary" size="large" htmlType="submit" loading={recover.busy}>
            打开并换密码
          </Button>
          <Button onClick={onLeave}>回到登录</Button>
        </div>
      </form>
    </section>
  );
}

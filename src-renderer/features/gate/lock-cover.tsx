import { Button } from 'antd';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { roleLabel } from '#shared/labels/role.ts';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { Person } from '../../stores/session-store.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { KeyLayer } from '../../ui/key-layer.tsx';
import { CapsLockLine } from './caps-lock-line.tsx';
import './gate.css';
import { loadGate } from './use-gate.ts';

/** Opaque cover over the same page: what was being typed stays mounted beneath, and the focus returns to it. */
export function LockCover({ person }: { readonly person: Person }): ReactNode {
  const [password, setPassword] = useState('');
  const unlock = useCommand('session.unlock');
  const form = useRef<HTMLFormElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (unlock.busy || password === '') return;
    const reply = await unlock.run({ password });
    await loadGate();
    if (!reply.ok) form.current?.querySelector<HTMLInputElement>('input')?.select();
  };
  return (
    <KeyLayer>
      <main className="gate lock-cover">
        <section className="gate-card" aria-labelledby="lock-title">
          <h1 id="lock-title">屏幕已锁</h1>
          <p>
            {person.displayName}（{roleLabel(person.role)}）没办完的都在，输入密码回到原处。
          </p>
          <form ref={form} onSubmit={(event) => void submit(event)}>
            <TextField
              label="密码"
              kind="password"
              value={password}
              onChange={setPassword}
              takeFocus
              error={unlock.fault ? faultSentence(unlock.fault) : null}
            />
            <CapsLockLine />
            <Button type="primary" size="large" htmlType="submit" block loading={unlock.busy}>
              <span className="key-hint">回车 </span>解锁
            </Button>
          </form>
          <Button type="link" onClick={() => void call('session.signOut', {}).then(loadGate)}>
            换人登录
          </Button>
          <p className="hint">换人后，{person.displayName}没办完的仍归本人，下次登录时还在。</p>
        </section>
      </main>
    </KeyLayer>
  );
}

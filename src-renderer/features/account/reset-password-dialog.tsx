import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

/** A new first password for somebody else; it must be changed at the next sign-in. */
export function ResetPasswordDialog({
  account,
  onClose,
}: {
  readonly account: Output<'account.list'>[number];
  readonly onClose: () => void;
}): ReactNode {
  const [password, setPassword] = useState('');
  const reset = useCommand('account.resetPassword');
  const submit = async () => {
    const reply = await reset.run({ userId: account.userId, newPassword: password });
    if (!reply.ok) return;
    announce(`已重设 ${account.displayName} 的密码`);
    onClose();
  };
  return (
    <Dialog
      title={`重设 ${account.displayName} 的密码`}
      confirmLabel="重设密码"
      closedWhy={Array.from(password).length < 8 ? '密码至少 8 位' : null}
      onConfirm={submit}
      onClose={onClose}
    >
      <FaultView fault={reset.fault} />
      <TextField
        label="新的第一个密码"
        kind="password"
        value={password}
        onChange={setPassword}
        takeFocus
        hint="当面告诉本人。下次登录时要换掉"
      />
    </Dialog>
  );
}

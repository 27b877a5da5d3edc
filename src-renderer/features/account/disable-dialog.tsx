import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

/** Stops an account; what the person did stays in the records under the name. */
export function DisableDialog({
  account,
  onClose,
}: {
  readonly account: Output<'account.list'>[number];
  readonly onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const disable = useCommand('account.disable');
  const submit = async () => {
    const reply = await disable.run({ userId: account.userId, reason: reason.trim() });
    if (!reply.ok) return;
    announce(`已停用 ${account.displayName}`);
    onClose();
  };
  return (
    <Dialog
      title={`停用 ${account.displayName}`}
      confirmLabel="停用账户"
      danger
      closedWhy={reason.trim() === '' ? '写明原因' : null}
      onConfirm={submit}
      onClose={onClose}
    >
      <FaultView fault={disable.fault} />
      <p className="second">停用后不能再登录，办过的记录仍在本人名下。</p>
      <TextField label="原因" value={reason} onChange={setReason} takeFocus maxLength={200} hint="例如：调离" />
    </Dialog>
  );
}

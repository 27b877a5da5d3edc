import { Button, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { roleLabel } from '#shared/labels/role.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { AssignClassesDialog } from './assign-classes-dialog.tsx';
import { ComparisonDialog } from './comparison-dialog.tsx';
import { CreateAccountDialog } from './create-account-dialog.tsx';
import { DisableDialog } from './disable-dialog.tsx';
import { RenewRecoveryDialog } from './renew-recovery-dialog.tsx';
import { ResetPasswordDialog } from './reset-password-dialog.tsx';

export type Account = Output<'account.list'>[number];
type Open =
  | { readonly kind: 'create' | 'recovery' | 'comparison' }
  | { readonly kind: 'reset' | 'disable' | 'classes'; readonly account: Account }
  | null;

/** Who may use this desk: list, create, new password, unlock, stop. */
export function AccountPage(): ReactNode {
  const role = usePerson()?.role;
  const [open, setOpen] = useState<Open>(null);
  const accounts = useDeskQuery('account.list', {});
  const unlock = useCommand('account.unlock');
  const mayChange = role === 'officeAdministrator' || role === 'schoolAdministrator';

  // accounts belong to the gate, which tells no screen that they changed
  const close = () => {
    setOpen(null);
    void accounts.refetch();
  };
  const unlockOne = async (account: Account) => {
    const reply = await unlock.run({ userId: account.userId });
    if (!reply.ok) return;
    announce(`已解锁 ${account.displayName}`);
    await accounts.refetch();
  };
  return (
    <Page
      title="账户"
      actions={
        <ActionBar
          primary={mayChange ? { label: '新建账户', keyHint: '回车', onAct: () => setOpen({ kind: 'create' }) } : null}
          others={
            role === 'officeAdministrator'
              ? [
                  { label: '重新生成恢复单', onAct: () => setOpen({ kind: 'recovery' }) },
                  { label: '照片比对', onAct: () => setOpen({ kind: 'comparison' }) },
                ]
              : []
          }
        />
      }
    >
      <FaultView fault={unlock.fault ?? accounts.fault} />
      <Table<Account>
        size="small"
        pagination={false}
        rowKey="userId"
        dataSource={accounts.value ?? []}
        columns={[
          { title: '姓名', render: (_, account) => <strong>{account.displayName}</strong> },
          { title: '登录名', dataIndex: 'loginName' },
          { title: '角色', render: (_, account) => roleLabel(account.role) },
          {
            title: '范围',
            render: (_, account) =>
              account.schoolName === null ? '本机构' : `${account.schoolName} ${account.classNames.join('、')}`,
          },
          { title: '状态', width: 190, render: (_, account) => <AccountMark account={account} /> },
          {
            title: '办理',
            width: 330,
            render: (_, account) =>
              mayChange && (
                <div className="row">
                  {account.lockedOut && <Button onClick={() => void unlockOne(account)}>解锁</Button>}
                  <Button onClick={() => setOpen({ kind: 'reset', account })}>重设密码</Button>
                  {account.role === 'classTeacher' && !account.disabled && (
                    <Button onClick={() => setOpen({ kind: 'classes', account })}>管的班…</Button>
                  )}
                  {(role === 'officeAdministrator' || account.role === 'classTeacher') && !account.disabled && (
                    <Button onClick={() => setOpen({ kind: 'disable', account })}>停用</Button>
                  )}
                </div>
              ),
          },
        ]}
      />
      {open?.kind === 'create' && <CreateAccountDialog onClose={close} />}
      {open?.kind === 'comparison' && <ComparisonDialog onClose={close} />}
      {open?.kind === 'recovery' && <RenewRecoveryDialog onClose={close} />}
      {open?.kind === 'reset' && <ResetPasswordDialog account={open.account} onClose={close} />}
      {open?.kind === 'classes' && <AssignClassesDialog account={open.account} onClose={close} />}
      {open?.kind === 'disable' && <DisableDialog account={open.account} onClose={close} />}
    </Page>
  );
}

function AccountMark({ account }: { readonly account: Account }): ReactNode {
  if (account.disabled) return <ToneMark tone="waiting" shape="stop" word="已停用" />;
  if (account.lockedOut) return <ToneMark tone="refused" shape="stop" word="已锁：密码错 5 次" />;
  return <ToneMark tone="done" shape="tick" word={account.hasKeySlot ? '能用，能开登记台' : '能用'} />;
}

import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

/** Prints the sheet of an application; each copy says what it is for (2.6). */
export function ApplicationPrint({ applicationId }: { readonly applicationId: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <p>
      <Button onClick={() => setOpen(true)}>打印办理单…</Button>
      {isOpen && <PrintDialog applicationId={applicationId} onClose={() => setOpen(false)} />}
    </p>
  );
}

function PrintDialog({
  applicationId,
  onClose,
}: {
  readonly applicationId: string;
  readonly onClose: () => void;
}): ReactNode {
  const [purpose, setPurpose] = useState('');
  const print = useCommand('application.print');
  const confirm = async () => {
    const reply = await print.run({ applicationId, purpose });
    if (!reply.ok) return;
    if (reply.value !== null) announce(`已存成 ${reply.value.fileName}，第 ${reply.value.copy} 份`);
    onClose();
  };
  return (
    <Dialog
      title="打印办理单"
      confirmLabel="存成 PDF 打印"
      closedWhy={purpose.trim().length < 2 ? '先写给谁、作什么用，至少两个字' : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FaultView fault={print.fault} />
      <TextField
        label="给谁、作什么用"
        value={purpose}
        onChange={setPurpose}
        takeFocus
        maxLength={100}
        hint="每打印一份记一次：谁、什么时候、作什么用"
      />
    </Dialog>
  );
}

import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

type Props = {
  readonly certificateId: string;
  readonly number: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Printing asks what the copy is for (2.6); withdrawing asks why. */
export function CertificateDialog({ kind, ...props }: Props & { readonly kind: 'print' | 'withdraw' }): ReactNode {
  return kind === 'print' ? <PrintDialog {...props} /> : <WithdrawDialog {...props} />;
}

function PrintDialog({ certificateId, number, onClose, onDone }: Props): ReactNode {
  const [purpose, setPurpose] = useState('');
  const print = useCommand('certificate.print');
  const confirm = async () => {
    const reply = await print.run({ certificateId, purpose });
    if (!reply.ok) return;
    if (reply.value !== null) announce(`已存成 ${reply.value.fileName}，第 ${reply.value.copy} 份`);
    onDone();
  };
  return (
    <Dialog
      title="打印成绩证明"
      confirmLabel="存成 PDF 打印"
      closedWhy={purpose.trim().length < 2 ? '先写给谁、作什么用，至少两个字' : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FaultView fault={print.fault} />
      <p className="figures">{number}</p>
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

function WithdrawDialog({ certificateId, number, onClose, onDone }: Props): ReactNode {
  const reason = useReasonDraft('withdrawReason', certificateId);
  const withdraw = useCommand('certificate.withdraw');
  const confirm = async () => {
    const reply = await withdraw.run({ certificateId, reason: reason.text });
    if (!reply.ok) return;
    await reason.discard();
    announce(`已撤销 ${number}`);
    onDone();
  };
  return (
    <Dialog
      title="撤销成绩证明"
      confirmLabel="撤销"
      danger
      closedWhy={reason.text.trim().length < 2 ? '先写明原因，至少两个字' : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FaultView fault={withdraw.fault} />
      <p className="figures">{number}</p>
      <p className="second">打印出去的纸收不回来；从现在起核验的人看到“已撤销”。内容要改的，撤销后重新申请出具。</p>
      <p className="second">原因报给自治区，自治区的人核验时看得到：别写学生的姓名、号码。</p>
      <TextField
        label="为什么撤销"
        kind="lines"
        value={reason.text}
        onChange={reason.change}
        takeFocus
        maxLength={300}
        hint={reason.foundHint}
      />
    </Dialog>
  );
}

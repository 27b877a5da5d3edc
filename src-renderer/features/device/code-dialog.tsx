import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

type CodeDialogProps = { readonly onEnrolled: () => void; readonly onClose: () => void };

/** The region's one-time code, as it was read out over the telephone: blanks, dashes and small letters do not matter. */
export function CodeDialog({ onEnrolled, onClose }: CodeDialogProps): ReactNode {
  const [text, setText] = useState('');
  const command = useCommand('device.enrolByCode');
  const enrol = async () => {
    if ((await command.run({ code: text.trim() })).ok) onEnrolled();
  };
  const letters = text.replaceAll(/[\s-]/gu, '').length;
  return (
    <Dialog
      title="用登记码登记"
      confirmLabel="登记"
      onConfirm={enrol}
      onClose={onClose}
      closedWhy={letters < 16 ? `登记码是 16 个字母和数字，现在有 ${letters} 个` : null}
    >
      <FaultView fault={command.fault} />
      <TextField
        label="登记码"
        value={text}
        onChange={setText}
        takeFocus
        maxLength={60}
        hint="自治区给的一次性登记码，例如 K7QM-2F9X-8RTA-WH3C。大小写、横线、空格都不要紧；用过就作废"
      />
    </Dialog>
  );
}

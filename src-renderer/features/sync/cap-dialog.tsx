import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

/** How much of the line sending may take, so that others can work on it; it holds at once, in a run under way too. */
export function CapDialog({
  kbps,
  onClose,
}: {
  readonly kbps: number | null;
  readonly onClose: () => void;
}): ReactNode {
  const [text, setText] = useState(kbps === null ? '' : String(kbps));
  const command = useCommand('sync.setCap');
  const typed = text.trim();
  const isNumber = /^\d{1,6}$/.test(typed) && Number(typed) >= 16 && Number(typed) <= 100_000;
  const save = async () => {
    const reply = await command.run({ kbps: typed === '' ? null : Number(typed) });
    if (reply.ok) onClose();
  };
  return (
    <Dialog
      title="限速"
      confirmLabel={typed === '' ? '不限速' : '限到这么快'}
      closedWhy={typed === '' || isNumber ? null : '填 16 到 100000 的整数，或空着不限'}
      onConfirm={save}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <TextField
        label="最多每秒送多少千比特（kbit/s）"
        value={text}
        onChange={setText}
        takeFocus
        maxLength={6}
        hint="空着 = 不限。例如 256：一张照片大约 1–2 秒。几条线路合起来算，只管送出，立刻起作用"
      />
    </Dialog>
  );
}

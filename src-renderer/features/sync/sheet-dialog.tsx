import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { wordsOf } from '../../ui/recovery-words.ts';

const wordsOnSheet = 8;

/** Reads an answer that was meant for another desk of the office, e.g. one that was stolen, with that desk's recovery sheet. */
export function SheetDialog({
  onRead,
  onClose,
}: {
  readonly onRead: (read: NonNullable<Output<'parcel.readAnswerBySheet'>>) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [text, setText] = useState('');
  const command = useCommand('parcel.readAnswerBySheet');
  const words = wordsOf(text);
  const read = async () => {
    const reply = await command.run({ words: [...words] });
    if (!reply.ok || !reply.value) return;
    onRead(reply.value);
    onClose();
  };
  return (
    <Dialog
      title="用恢复单读回执"
      confirmLabel="选回执包…"
      closedWhy={words.length > 0 ? null : '先输入恢复单上的字'}
      onConfirm={read}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>
        同办公室的另一台丢了或坏了，回执包还是写给它的：输入那一台的恢复单，在这里读。里面的通知照样采用；回执是那一台的记录的，这里没有的不用。
      </p>
      <TextField
        label="恢复单上的 8 组字"
        kind="lines"
        value={text}
        onChange={setText}
        takeFocus
        maxLength={200}
        hint={`按恢复单上的次序输入，用空格隔开；已输入 ${words.length} / ${wordsOnSheet} 组`}
      />
    </Dialog>
  );
}

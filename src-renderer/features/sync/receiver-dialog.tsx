import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

/** Where released records go. Receipts count only under the region's pinned key, whatever the address is. */
export function ReceiverDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState(url);
  const command = useCommand('sync.setReceiver');
  const save = async () => {
    const reply = await command.run({ url: text.trim() === '' ? null : text.trim() });
    if (reply.ok) onClose();
  };
  return (
    <Dialog title="接收地址" confirmLabel="用这个地址" onConfirm={save} onClose={onClose}>
      <FaultView fault={command.fault} />
      <TextField
        label="地址"
        value={text}
        onChange={setText}
        takeFocus
        maxLength={300}
        hint="例如 http://127.0.0.1:8700；空着 = 不送。回执只认设置文件里的公钥，换地址不会换公钥"
      />
    </Dialog>
  );
}

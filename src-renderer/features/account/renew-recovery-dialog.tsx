import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

/** New recovery words in place of a lost sheet: password first, then the words, once, to print or to write down. */
export function RenewRecoveryDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [password, setPassword] = useState('');
  const [words, setWords] = useState<readonly string[] | null>(null);
  const renew = useCommand('setup.renewRecoverySheet');
  const save = useCommand('setup.saveRecoverySheet');

  const makeWords = async () => {
    const reply = await renew.run({ password });
    if (!reply.ok) return;
    setWords(reply.value.recoveryWords);
    announce('新的恢复词已生成，旧恢复单作废');
  };
  const print = async () => {
    const reply = await save.run({});
    if (reply.ok && reply.value.saved) announce('恢复单已存好。打印后删掉文件');
  };
  if (words === null) {
    return (
      <Dialog
        title="重新生成恢复单"
        confirmLabel="生成新的恢复词"
        closedWhy={password === '' ? '先输入你的密码' : null}
        onConfirm={makeWords}
        onClose={onClose}
      >
        <FaultView fault={renew.fault} />
        <p className="second">生成后，原来的恢复单打不开本机。只有恢复单丢了或可能被人看过时才办。</p>
        <TextField label="你的密码" kind="password" value={password} onChange={setPassword} takeFocus maxLength={200} />
      </Dialog>
    );
  }
  return (
    <Dialog title="新的恢复单：只显示这一次" confirmLabel="打印恢复单" onConfirm={print} onClose={onClose}>
      <FaultView fault={save.fault} />
      <p>打印或抄在纸上，封好放进保险柜；旧的那张撕掉。</p>
      <ol className="figures">
        {words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what identifies a word; words may repeat
          <li key={`${index + 1} ${word}`}>{word}</li>
        ))}
      </ol>
    </Dialog>
  );
}

import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import './gate.css';

/** The recovery words, once: to print or to write down. Sign-in opens after a person says that they are kept. */
export function RecoverySheet({
  words,
  onDone,
}: {
  readonly words: readonly string[];
  readonly onDone: () => void;
}): ReactNode {
  const [kept, setKept] = useState(false);
  const [said, setSaid] = useState('');
  const save = useCommand('setup.saveRecoverySheet');

  const saveSheet = async () => {
    const reply = await save.run({});
    if (!reply.ok) return;
    const sentence = reply.value.saved ? '恢复单已存好。打印后删掉文件，纸放进保险柜。' : '没有存。也可以抄在纸上。';
    setSaid(sentence);
    announce(sentence);
  };
  return (
    <div className="set-up">
      <Page
        title="恢复单：只显示这一次"
        actions={
          <ActionBar
            primary={{
              label: '去登录',
              keyHint: 'Ctrl+回车',
              onAct: onDone,
              closedWhy: kept ? null : '先打印或抄下恢复词，再勾选“已抄下或打印”',
            }}
            others={[{ label: '打印恢复单', onAct: saveSheet }]}
          />
        }
      >
        <FaultView fault={save.fault} />
        <p>
          所有人都忘了密码，或这台电脑坏了，只有这些词能打开登记台的数据。不要拍照，不要存在电脑里；由管理员封好，放进保险柜。
        </p>
        <ol className="recovery-words">
          {words.map((word, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what identifies a word; words may repeat
            <li key={`${index + 1} ${word}`}>{word}</li>
          ))}
        </ol>
        <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
          恢复词已抄下或打印，共 {words.length} 个
        </Checkbox>
        <p role="status">{said}</p>
      </Page>
    </div>
  );
}

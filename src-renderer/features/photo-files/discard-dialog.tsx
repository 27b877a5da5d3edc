import type { ReactNode } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { go } from '../../stores/navigation-store.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import type { Folder } from './file-words.ts';
import { stopReading } from './reading.ts';

/** What goes and what stays when a folder is cleared. The files on the card are never touched. */
export function DiscardDialog({
  folder,
  onClose,
}: {
  readonly folder: Folder;
  readonly onClose: () => void;
}): ReactNode {
  const { folderId, label, total, attached, staged, waiting } = folder.summary;
  const discard = useCommand('photoFiles.discard');
  const confirm = async () => {
    stopReading(folderId);
    const reply = await discard.run({ folderId });
    if (!reply.ok) return;
    announce(`已清除“${label}”`);
    go({ area: 'photoFiles' });
  };
  return (
    <Dialog title={`清除“${label}”这批照片`} confirmLabel="清除这批" danger onConfirm={confirm} onClose={onClose}>
      <FaultView fault={discard.fault} />
      <ul>
        <li>留下：已附上的 {attached} 张，在学生那里；卡上的文件，一个不动。</li>
        <li>
          清掉：{total - attached} 个文件的文件名和照片，其中等确认 {staged} 张，没读 {waiting} 个。
        </li>
      </ul>
      <p className="second">清掉的，再选一次这个文件夹可以重新读。</p>
    </Dialog>
  );
}

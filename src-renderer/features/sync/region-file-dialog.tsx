import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { NoticeList } from './notice-list.tsx';

type File = NonNullable<Output<'region.readFile'>>;

/** What stands in the region's file, before anything is taken in; then what became of each notice. */
export function RegionFileDialog({
  file,
  onTakenIn,
  onClose,
}: {
  readonly file: File;
  readonly onTakenIn: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const command = useCommand('region.apply');
  const fresh = file.lines.filter((line) => line.state !== 'applied').length;
  const takeIn = async () => {
    const reply = await command.run({ notices: file.notices });
    if (!reply.ok) return;
    const sentence = resultSentence(reply.value);
    announce(sentence);
    onTakenIn(sentence);
  };
  return (
    <Dialog
      title="自治区下发的文件"
      confirmLabel={`采用 ${fresh} 条`}
      closedWhy={fresh === 0 ? (file.lines.length > 0 ? '这些都采用过了，没有新内容' : '没有一条能采用') : null}
      onConfirm={takeIn}
      onClose={onClose}
      width={860}
    >
      <FaultView fault={command.fault} />
      <p>
        签名和办公室都核对过，还没有写入任何数据。
        {file.problems.length > 0 && `另有 ${file.problems.length} 条不能采用，其余照常。`}
      </p>
      {file.problems.map((problem) => (
        <p key={problem} role="note" className="trouble">
          {problem}
        </p>
      ))}
      <NoticeList lines={file.lines} label="文件里的通知" />
    </Dialog>
  );
}

function resultSentence({ applied, parked, refused, known }: Output<'region.apply'>): string {
  const parts = [
    `采用 ${applied} 条`,
    ...(parked > 0 ? [`${parked} 条等前面的记录到了再用`] : []),
    ...(refused > 0 ? [`${refused} 条不能采用`] : []),
    ...(known > 0 ? [`${known} 条以前收过，没有变化`] : []),
  ];
  return `${parts.join('，')}。`;
}

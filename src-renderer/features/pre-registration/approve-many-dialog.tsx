import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';

type Pupil = Output<'preRegistration.list'>[number];

/** Names first, then one act for all of them; afterwards one line for each that did not go through. */
export function ApproveManyDialog({
  pupils,
  onClose,
  onDone,
}: {
  readonly pupils: readonly Pupil[];
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}): ReactNode {
  // the names as they stood when the dialog was opened: the act covers exactly these
  const [named] = useState(pupils);
  const [failed, setFailed] = useState<Output<'preRegistration.approve'>['failed']>([]);
  const approve = useCommand('preRegistration.approve');

  const confirm = async () => {
    const items = named.map(({ candidacyId, version }) => ({ candidacyId, version }));
    const reply = await approve.run({ items });
    if (!reply.ok) return;
    const sentence = `已同意 ${reply.value.done.length} 人${
      reply.value.failed.length > 0 ? `，${reply.value.failed.length} 人没有办成` : ''
    }`;
    announce(sentence);
    onDone(sentence);
    if (reply.value.failed.length === 0) onClose();
    else setFailed(reply.value.failed);
  };
  if (failed.length > 0) {
    return (
      <Dialog
        title={`${failed.length} 人没有办成`}
        confirmLabel="知道了"
        onlyShows
        onConfirm={onClose}
        onClose={onClose}
      >
        <ul>
          {failed.map((entry) => (
            <li key={entry.candidacyId}>
              <PersonName name={entry.fullName} />：{entry.sentence}
            </li>
          ))}
        </ul>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`同意没有问题的 ${named.length} 人`}
      confirmLabel={`同意这 ${named.length} 人`}
      onConfirm={confirm}
      onClose={onClose}
      width={720}
    >
      <FaultView fault={approve.fault} />
      <p className="second">先看一遍名字。有一个不对，就回到页面单独退回。</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ol className="name-list" aria-label="要同意的人" tabIndex={0}>
        {named.map((pupil) => (
          <li key={pupil.candidacyId}>
            <PersonName name={pupil.fullName} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

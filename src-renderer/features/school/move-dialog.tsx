import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { type ClassLine, type ClassPupil, classTitle } from './school-words.ts';

/** Names first, then the class and the reason; afterwards one line for each who did not go through. */
export function MoveDialog({
  pupils,
  from,
  classes,
  onDone,
  onClose,
}: {
  readonly pupils: readonly ClassPupil[];
  /** the class they are in now */
  readonly from: string | null;
  readonly classes: readonly ClassLine[];
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [classId, setClassId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<Output<'classChange.perform'>['failed']>([]);
  const move = useCommand('classChange.perform');
  const offered = classes.filter((line) => !line.closed && line.classId !== from);
  const missing = [classId === null ? '换到哪个班' : null, reason.trim() === '' ? '原因' : null].filter(
    (part) => part !== null,
  );

  const confirm = async () => {
    if (classId === null) return;
    const items = pupils.map(({ candidacyId, version }) => ({ candidacyId, version }));
    const reply = await move.run({ items, classId, reason: reason.trim() });
    if (!reply.ok) return;
    const { done, failed: left, toTell } = reply.value;
    const name = offered.find((line) => line.classId === classId)?.name ?? '';
    const parts = [
      `已把 ${done.length} 人换到 ${name}`,
      toTell.length > 0 ? `其中 ${toTell.length} 人的登记已送自治区，改动排着送去` : null,
      left.length > 0 ? `${left.length} 人没有办成` : null,
    ];
    onDone(parts.filter((part) => part !== null).join('；'));
    if (left.length === 0) onClose();
    else setFailed(left);
  };
  if (failed.length > 0) {
    return (
      <Dialog
        title={`${failed.length} 人没有换成`}
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
      title={`给 ${pupils.length} 人换班`}
      confirmLabel={`换这 ${pupils.length} 人的班`}
      closedWhy={missing.length > 0 ? `还差：${missing.join('、')}` : null}
      onConfirm={confirm}
      onClose={onClose}
      width={680}
    >
      <FaultView fault={move.fault} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ol className="move-names" aria-label="要换班的人" tabIndex={0}>
        {pupils.map((pupil) => (
          <li key={pupil.candidacyId}>
            <PersonName name={pupil.fullName} />
          </li>
        ))}
      </ol>
      <ChoiceField
        label="换到"
        value={classId}
        onChange={setClassId}
        options={offered.map((line) => ({ value: line.classId, label: classTitle(line) }))}
      />
      <TextField
        label="原因"
        value={reason}
        onChange={setReason}
        maxLength={200}
        hint="例如：选科后调班；休学后复学。原因跟着每个人的记录存下"
      />
    </Dialog>
  );
}

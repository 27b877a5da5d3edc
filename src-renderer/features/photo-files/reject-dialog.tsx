import { Radio, Input as TextField } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import { spareShotLabel, spareShots } from '#shared/labels/spare-shot.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import type { FileLine } from './file-words.ts';

type Reason = { readonly key: string; readonly label: string; readonly said: Input<'photoFiles.reject'>['reason'] };

const inWords = (words: string): Reason => ({ key: words, label: words, said: words });
const usual: readonly Reason[] = [
  ...spareShots.map((spare) => ({ key: spare, label: spareShotLabel(spare), said: { spare } })),
  inWords('拍得不好，由登记台重拍'),
];
const OTHER = '';

/** Why a photo is not used: a usual reason, or words. It can be taken back. */
export function RejectDialog({ line, onClose }: { readonly line: FileLine; readonly onClose: () => void }): ReactNode {
  const first = line.gate?.verdict === 'bad' ? (line.gate.causes[0]?.sentence ?? null) : null;
  const reasons = first === null ? usual : [inWords(first.slice(0, 100)), ...usual];
  const [reason, setReason] = useState<string>(reasons[0]?.key ?? OTHER);
  const [words, setWords] = useState('');
  const reject = useCommand('photoFiles.reject');
  const said = reasons.find(({ key }) => key === reason)?.said ?? words.trim();
  const confirm = async () => {
    const reply = await reject.run({ fileId: line.fileId, reason: said });
    if (reply.ok) onClose();
  };
  return (
    <Dialog
      title={`不用 ${maskNumbersIn(line.fileName)}`}
      confirmLabel="不用这张"
      closedWhy={typeof said === 'string' && said.length < 2 ? '先写明原因' : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FaultView fault={reject.fault} />
      <Radio.Group
        className="reject-reasons"
        aria-label="原因"
        value={reason}
        onChange={(event) => setReason(event.target.value as string)}
        options={[...reasons.map(({ key, label }) => ({ value: key, label })), { value: OTHER, label: '别的原因' }]}
      />
      {reason === OTHER && (
        <TextField
          autoFocus
          aria-label="写明原因"
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <p className="hint">照片先留着，可以撤回；清除这批时一起清掉。</p>
    </Dialog>
  );
}

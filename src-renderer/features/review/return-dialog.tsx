import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import type { ReviewLine } from './review-line.ts';

const usual = [
  '照片背景不均匀：把布拉平，离布远一点再拍',
  '照片眼睛没有睁开：看镜头再拍',
  '照片不清楚：擦镜头，坐稳再拍',
  '头没有摆正：正对镜头再拍',
  '照片有反光或阴影：移开侧面的灯再拍',
  '照片与本人不像：核对是不是本人',
  '证件与名册的不同没有核对清楚：当面重新核对',
] as const;

/** Back to the desk, with reasons that the clerk and the pupil will read in these very words. */
export function ReturnDialog({
  line,
  onReturned,
  onClose,
}: {
  readonly line: ReviewLine;
  readonly onReturned: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const draft = useReasonDraft('returnReason', line.candidacyId);
  const own = draft.text;
  const command = useCommand('review.return');
  const reason = [...chosen, own.trim()].filter(Boolean).join('；');
  const confirm = async () => {
    const { candidacyId, version } = line;
    const reply = await command.run({ candidacyId, version, reason });
    if (!reply.ok) return;
    await draft.discard();
    onReturned();
  };
  const why = reason.length < 2 ? '先选一条原因，或写一句' : reason.length > 300 ? '原因太长：最多 300 字' : null;
  return (
    <Dialog
      title="退回登记台"
      confirmLabel="退回"
      closedWhy={why}
      onConfirm={confirm}
      onClose={onClose}
      danger
      width={640}
    >
      <p>
        <PersonName name={line.fullName} size="title" />{' '}
        <span className="second">
          {line.schoolName} {line.className}
        </span>
      </p>
      <p className="hint">登记员和学生看到的就是下面的话，可以选几条。</p>
      <Checkbox.Group
        className="return-reasons"
        value={[...chosen]}
        options={usual.map((sentence) => ({ value: sentence, label: sentence }))}
        onChange={(values) => setChosen(values as string[])}
      />
      <TextField
        label="另外写一句"
        kind="lines"
        required={false}
        value={own}
        onChange={draft.change}
        maxLength={200}
        hint={draft.foundHint}
      />
      <FaultView fault={command.fault} />
    </Dialog>
  );
}

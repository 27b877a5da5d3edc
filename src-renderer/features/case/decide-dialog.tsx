import type { ReactNode } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';

const words = {
  different: { title: '是两个人', effect: '两份都照常办，不再提示这一对。' },
  lookedInto: { title: '核对过了', effect: '这一件了结，写下的结果留在记录里。记录要改的，按它现在的状态去办。' },
  same: { title: '是同一人', effect: '并为一人：两份的号码都能找到这个人，拍的照片都留着。' },
} as const;

/** The answer of a person to a case, with a reason that stays in the record. */
export function DecideDialog({
  caseId,
  sentence,
  decision,
  onClose,
}: {
  readonly caseId: string;
  readonly sentence: string;
  readonly decision: keyof typeof words;
  readonly onClose: () => void;
}): ReactNode {
  const draft = useReasonDraft('caseReason', caseId);
  const reason = draft.text;
  const [asked, example] =
    decision === 'lookedInto'
      ? ['核对的结果', '例如：打电话问过，号码以自治区的为准']
      : ['凭什么这样定', '例如：两人证件都看过，是双胞胎'];
  const command = useCommand('case.decide');
  const decide = async () => {
    const reply = await command.run({ caseId, decision, reason: reason.trim() });
    if (!reply.ok) return;
    await draft.discard();
    announce(`已记下：${words[decision].title}`);
    onClose();
  };
  return (
    <Dialog
      title={words[decision].title}
      confirmLabel={decision === 'lookedInto' ? '记下结果' : `定为${words[decision].title.slice(1)}`}
      closedWhy={Array.from(reason.trim()).length < 2 ? `写明${asked}，至少两个字` : null}
      onConfirm={decide}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>{sentence}</p>
      <p className="second">{words[decision].effect}</p>
      <TextField
        label={asked}
        kind="lines"
        value={reason}
        onChange={draft.change}
        takeFocus
        maxLength={300}
        hint={draft.foundHint || example}
      />
    </Dialog>
  );
}

import type { ReactNode } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import type { ApplicationLine } from './application-line.ts';

const words = {
  return: {
    title: '退回补正',
    label: '缺什么、怎么补，一次写全',
    effect: '回到申请人手里，补好后再提交；已经同意过的步骤要重新看。',
    hint: '例如：缺户口簿变更页；学籍信息页看不清，重新拍一张',
    done: '已退回',
  },
  reject: {
    title: '不予同意',
    label: '为什么不同意',
    effect: '这一件到此为止，考生的信息不变；可以重新申请。',
    hint: '写明依据哪一条、差在哪里',
    done: '已记下不同意',
  },
  withdraw: {
    title: '本人撤回',
    label: '为什么撤回',
    effect: '这一件到此为止，考生的信息不变。',
    hint: '例如：本人当面说不改了',
    done: '已撤回',
  },
} as const;
export type DecisionKind = keyof typeof words;

/** A decision that needs words. The applicant reads these very words. */
export function DecisionDialog({
  kind,
  line,
  onClose,
  onDone,
}: {
  readonly kind: DecisionKind;
  readonly line: ApplicationLine;
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}): ReactNode {
  const draft = useReasonDraft('applicationReason', line.applicationId);
  const command = useCommand(`application.${kind}`);
  const text = words[kind];
  const decide = async () => {
    const { applicationId, version } = line;
    const reply = await command.run({ applicationId, version, reason: draft.text.trim() });
    if (!reply.ok) return;
    await draft.discard();
    onDone(`${text.done} ${line.fullName}`);
  };
  return (
    <Dialog
      title={`${text.title}：${line.kindLabel}`}
      confirmLabel={text.title}
      closedWhy={Array.from(draft.text.trim()).length < 2 ? '先写明原因，至少两个字' : null}
      onConfirm={decide}
      onClose={onClose}
      danger={kind === 'reject'}
    >
      <FaultView fault={command.fault} />
      <p>
        <PersonName name={line.fullName} size="section" /> {line.title}
      </p>
      <p className="second">{text.effect}</p>
      <TextField
        label={text.label}
        kind="lines"
        value={draft.text}
        onChange={draft.change}
        takeFocus
        maxLength={300}
        hint={draft.foundHint || text.hint}
      />
    </Dialog>
  );
}

import type { ReactNode } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { namesOf, type Offer } from './entry-words.ts';

/** Takes an entry back with a reason; what was entered stays on record. */
export function WithdrawDialog({
  offer,
  onClose,
  onWithdrawn,
}: {
  readonly offer: Offer;
  readonly onClose: () => void;
  readonly onWithdrawn: () => void;
}): ReactNode {
  const reason = useReasonDraft('withdrawReason', offer.candidacyId);
  const command = useCommand('examEntry.withdraw');
  const confirm = async () => {
    const { candidacyId, version, sitting } = offer;
    const reply = await command.run({ candidacyId, version, sitting: sitting.sitting, reason: reason.text });
    if (!reply.ok) return;
    await reason.discard();
    onWithdrawn();
  };
  return (
    <Dialog
      title={`撤回 ${offer.fullName} 的报名`}
      confirmLabel="撤回报名"
      danger
      closedWhy={reason.text.trim().length < 2 ? '写明撤回的原因，至少 2 个字' : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>
        {offer.sitting.label}：{namesOf(offer.entry?.subjects ?? [])}
      </p>
      <TextField
        label="原因"
        required
        kind="lines"
        value={reason.text}
        onChange={reason.change}
        maxLength={200}
        takeFocus
        hint={reason.foundHint || '撤回后报名期内还可以再报；原来的报名留在经过里'}
      />
    </Dialog>
  );
}

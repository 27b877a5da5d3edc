import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { openFindings } from '../../ui/finding-panel.tsx';

type Pupil = Output<'preRegistration.list'>[number];

/** A finding as a reason for the pupil: what is wrong and how to mend it. */
function reasonOf(finding: Finding): string {
  const words = finding.next === '' ? finding.sentence : `${finding.sentence}。${finding.next}`;
  return Array.from(words).slice(0, 300).join('');
}

/** 退回: reasons from the findings, already worded, several at once, plus own words. The pupil sees exactly these. */
export function ReturnDialog({
  pupil,
  findings,
  onClose,
  onReturned,
}: {
  readonly pupil: Pupil;
  readonly findings: readonly Finding[];
  readonly onClose: () => void;
  readonly onReturned: () => void;
}): ReactNode {
  const offered = [...new Set(openFindings(findings).map(reasonOf))];
  const [ticked, setTicked] = useState<readonly string[]>(offered);
  const draft = useReasonDraft('returnReason', pupil.candidacyId);
  const own = draft.text;
  const command = useCommand('preRegistration.return');
  const reasons = [...ticked, ...(own.trim() === '' ? [] : [own.trim()])];

  const confirm = async () => {
    const { candidacyId, version, fullName } = pupil;
    const reply = await command.run({ candidacyId, version, reasons: [...reasons] });
    if (!reply.ok) return;
    await draft.discard();
    announce(`已退回 ${fullName}`);
    onReturned();
  };
  return (
    <Dialog
      title={`退回 ${pupil.fullName}`}
      confirmLabel={`退回，写明 ${reasons.length} 条原因`}
      closedWhy={reasons.length === 0 ? '至少选一条或写一条原因' : reasons.length > 10 ? '最多 10 条' : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p className="second">学生看到的就是这些话。</p>
      <fieldset className="column plain-set" aria-label="退回的原因">
        {offered.map((reason) => (
          <Checkbox
            key={reason}
            checked={ticked.includes(reason)}
            onChange={(event) =>
              setTicked(event.target.checked ? [...ticked, reason] : ticked.filter((other) => other !== reason))
            }
          >
            {reason}
          </Checkbox>
        ))}
      </fieldset>
      <TextField
        label={offered.length > 0 ? '另外写一条' : '原因'}
        required={offered.length === 0}
        kind="lines"
        value={own}
        onChange={draft.change}
        maxLength={300}
        takeFocus={offered.length === 0}
        hint={draft.foundHint || '写清哪一项、现在的值、怎么改'}
      />
    </Dialog>
  );
}

import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { dayAndTime } from '../../ui/moments.ts';

type Arrived = Output<'roster.arrived'>[number];

/** Rosters that the region sent, with what became of each; nothing where none came. */
export function ArrivedRosters(): ReactNode {
  const arrived = useDeskQuery('roster.arrived', {});
  const open = useCommand('roster.openArrived');
  const [putting, setPutting] = useState<Arrived | null>(null);
  const lines = arrived.value ?? [];
  const openOne = async ({ noticeId }: Arrived) => {
    const reply = await open.run({ noticeId });
    if (reply.ok) go({ area: 'roster', params: { batchId: reply.value.batchId } });
  };
  if (lines.length === 0) return <FaultView fault={arrived.fault} />;
  return (
    <section aria-label="自治区发来的名册">
      <h2>自治区发来的名册</h2>
      <p className="second">和文件一样先预览，逐行按规定核对；有人确认以前什么也不写。</p>
      <FaultView fault={open.fault} />
      <ul className="card flush arrived-rosters">
        {lines.map((line) => (
          <li key={line.noticeId} className="row spread">
            <span>
              {line.sentence}
              <span className="hint">
                {' '}
                {line.schoolName} · {dayAndTime(line.arrivedAt)}
              </span>
            </span>
            <span className="row">
              {line.state !== 'imported' && (
                <Button onClick={() => openOne(line)} aria-label={`核对 ${line.name}`}>
                  核对
                </Button>
              )}
              {line.state === 'waiting' && (
                <Button type="text" onClick={() => setPutting(line)} aria-label={`收起不用 ${line.name}`}>
                  收起不用
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {putting && <PutAsideDialog roster={putting} onClose={() => setPutting(null)} />}
    </section>
  );
}

function PutAsideDialog({ roster, onClose }: { readonly roster: Arrived; readonly onClose: () => void }): ReactNode {
  const [reason, setReason] = useState('');
  const command = useCommand('roster.setArrivedAside');
  const putAside = async () => {
    const reply = await command.run({ noticeId: roster.noticeId, reason });
    if (reply.ok) onClose();
  };
  return (
    <Dialog
      title={`收起${roster.name}`}
      confirmLabel="收起不用"
      closedWhy={reason.trim().length >= 2 ? null : '写明原因，至少两个字'}
      onConfirm={putAside}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <TextField
        label="为什么不用"
        value={reason}
        onChange={setReason}
        takeFocus
        maxLength={200}
        hint="例如：学生都已在库。名册留着，以后还能打开核对"
      />
    </Dialog>
  );
}

import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { cameSentence } from './parcel-words.ts';

type DialogProps = {
  readonly desk: Output<'parcel.desks'>['desks'][number];
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
};

/** Strikes off a desk that is gone, with a reason. */
export function LostDeskDialog({ desk, onDone, onClose }: DialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const command = useCommand('parcel.markLost');
  const mark = async () => {
    const reply = await command.run({ deviceId: desk.deviceId, reason: reason.trim() });
    if (!reply.ok) return;
    const back = reply.value.records > 0 ? `交给它的 ${reply.value.records} 份回到本机，接着审核、放行。` : '';
    onDone(`“${desk.deskName}”记为丢失了。${back}再打电话给自治区停用它；找到了，重新读它的名片。`);
  };
  return (
    <Dialog
      title={`把“${desk.deskName}”记为丢失`}
      confirmLabel="记为丢失"
      closedWhy={reason.trim().length < 2 ? '写明怎么丢的' : null}
      onConfirm={mark}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>带到那台的学生在本机重新登记；交给那台、还没有放行的 {desk.records} 份回到本机。</p>
      <p>那台写的包以后读不进来，要用的由管理员逐包决定；同一个人两边都办了的，列为待核对。</p>
      <TextField
        label="怎么丢的"
        value={reason}
        onChange={setReason}
        takeFocus
        maxLength={200}
        hint="例如：下乡途中遗失"
      />
    </Dialog>
  );
}

/** An administrator decides to use one parcel of a desk that is lost. */
export function LostParcelDialog({ desk, onDone, onClose }: DialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const command = useCommand('parcel.readFromDesk');
  const read = async () => {
    const reply = await command.run({ lostReason: reason.trim() });
    if (reply.ok && reply.value) onDone(cameSentence(reply.value));
  };
  return (
    <Dialog
      title={`照样读“${desk.deskName}”的包`}
      confirmLabel="选包，读入"
      closedWhy={reason.trim().length < 2 ? '写明为什么可以用' : null}
      onConfirm={read}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>这台已记为丢失：{desk.lost?.reason}。包里的照片和内容可能不是本办公室的人录的，读入以后逐份审核。</p>
      <TextField
        label="为什么可以用"
        value={reason}
        onChange={setReason}
        takeFocus
        maxLength={200}
        hint="例如：丢失前写好的包，由采集员本人交回"
      />
    </Dialog>
  );
}

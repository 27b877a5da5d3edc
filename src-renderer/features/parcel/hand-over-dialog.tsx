import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField } from '../../ui/field.tsx';

/** Completed, unreleased records for the desk that reviews and releases them. */
export function HandOverDialog({
  desks,
  waiting,
  onWritten,
  onClose,
}: {
  readonly desks: Output<'parcel.desks'>['desks'];
  readonly waiting: number;
  readonly onWritten: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [deviceId, setDeviceId] = useState(desks[0]?.deviceId ?? null);
  const command = useCommand('parcel.writeToOffice');
  const write = async () => {
    if (deviceId === null) return;
    const reply = await command.run({ deviceId });
    if (!reply.ok || !reply.value) return;
    const { fileName, records, left } = reply.value;
    const more = left > 0 ? `还有 ${left} 份，再写一个包。` : '';
    onWritten(`${records} 份已写进“${fileName}”，读回核对过，可以拔出 U 盘。${more}这些由那一台审核、放行。`);
  };
  return (
    <Dialog
      title="带回审核"
      confirmLabel="写数据包"
      closedWhy={deviceId === null ? '选一台登记台' : null}
      onConfirm={write}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>登记完成、还没有放行的 {waiting} 份，连照片、谁办的、何时办的一起带走；只有选的那一台打得开。</p>
      <ChoiceField
        label="交给哪一台"
        value={deviceId}
        onChange={setDeviceId}
        options={desks.map((desk) => ({ value: desk.deviceId, label: desk.deskName }))}
        hint="写完以后本机不再审核、放行它们；要在本机改，先退回登记台"
      />
    </Dialog>
  );
}

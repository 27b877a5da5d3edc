import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField } from '../../ui/field.tsx';

const nobody = 'none';

/** For a trip: the pupils of a class, the accounts and the region's editions, for one desk. */
export function SendOutDialog({
  desks,
  onWritten,
  onClose,
}: {
  readonly desks: Output<'parcel.desks'>['desks'];
  readonly onWritten: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [deviceId, setDeviceId] = useState(desks[0]?.deviceId ?? null);
  const [classId, setClassId] = useState<string>(nobody);
  const classes = useDeskQuery('desk.classes', {});
  const command = useCommand('parcel.writeToDesk');
  const write = async () => {
    if (deviceId === null) return;
    const reply = await command.run({ deviceId, classId: classId === nobody ? null : classId });
    if (!reply.ok || !reply.value) return;
    const { fileName, pupils, accounts } = reply.value;
    const whom = pupils > 0 ? `${pupils} 个学生、` : '';
    onWritten(`${whom}${accounts} 个账户已写进“${fileName}”，读回核对过，可以拔出 U 盘。`);
  };
  const options = [
    { value: nobody, label: '不带学生，只带账户、规定和日程' },
    ...(classes.value ?? []).map((one) => ({
      value: one.classId,
      label: `${one.schoolName} ${one.className}，还没办的 ${one.total - one.done} 人`,
    })),
  ];
  return (
    <Dialog
      title="写外出的包"
      confirmLabel="写数据包"
      closedWhy={deviceId === null ? '选一台登记台' : null}
      onConfirm={write}
      onClose={onClose}
    >
      <FaultView fault={command.fault ?? classes.fault} />
      <ChoiceField
        label="给哪一台"
        value={deviceId}
        onChange={setDeviceId}
        options={desks.map((desk) => ({ value: desk.deviceId, label: desk.deskName }))}
      />
      <ChoiceField
        label="带哪个班的名单"
        value={classId}
        onChange={setClassId}
        options={options}
        hint="一次一个班，最多 400 人；几个班就写几个包。账户、规定、日程和办公室的收件钥匙每个包都带"
      />
    </Dialog>
  );
}

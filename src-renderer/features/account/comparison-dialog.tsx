import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { COMPARISON_NOTICE, comparisonNotice } from '#shared/labels/face-comparison.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';

/** Switches the comparison of faces at this desk on, with its notice read and confirmed, or off. */
export function ComparisonDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { value, fault } = useDeskQuery('photo.comparisonSetting', {});
  const [isRead, setRead] = useState(false);
  const set = useCommand('photo.setComparison');
  const isOn = value?.isOn ?? false;

  const change = async () => {
    const reply = await set.run({ isOn: !isOn, notice: isOn ? null : COMPARISON_NOTICE });
    if (!reply.ok) return;
    announce(isOn ? '照片比对已关' : '照片比对已打开');
    onClose();
  };
  return (
    <Dialog
      title={isOn ? '照片比对：开着' : '照片比对：关着'}
      confirmLabel={isOn ? '关掉' : '打开'}
      closedWhy={value === undefined ? '正在读' : isOn || isRead ? null : '先读完告知，勾上再打开'}
      onConfirm={change}
      onClose={onClose}
      width={640}
    >
      <FaultView fault={set.fault ?? fault} />
      <p className="second">
        只管这一台登记台。
        {value?.changed ? `上次由 ${value.changed.by} 在 ${dayAndTime(value.changed.at)} 改动。` : '没有人改动过。'}
      </p>
      <ol>
        {comparisonNotice.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {!isOn && (
        <Checkbox checked={isRead} onChange={(event) => setRead(event.target.checked)}>
          已读完，评估和告知都做好了
        </Checkbox>
      )}
    </Dialog>
  );
}

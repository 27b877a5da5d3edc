import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CameraChoice, CameraSliders } from '../../photo/camera-panel.tsx';
import type { CameraControls } from '../../photo/use-camera-controls.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';

/** Which camera, and what it lets be set; each change is seen in the picture behind and remembered at once. */
export function CameraDialog({
  settings,
  preview,
  controls,
  onClose,
}: {
  readonly settings: Output<'camera.settings'>;
  readonly preview: LivePreview;
  readonly controls: CameraControls;
  readonly onClose: () => void;
}): ReactNode {
  const choose = useCommand('camera.choose');
  const open = preview.state.kind === 'live' ? preview.state.deviceId : null;
  // what is remembered belongs to the camera that was open when the dialog came
  const [first] = useState(open);
  return (
    <Dialog title="摄像头和曝光" confirmLabel="好了" onlyShows onConfirm={onClose} onClose={onClose} width={620}>
      <p className="hint">改了马上看得到，登记台记住。</p>
      <CameraChoice
        preview={preview}
        onCamera={({ name }) => void choose.run({ liveDeviceLabel: name, controls: {} })}
      />
      <CameraSliders
        key={open}
        controls={controls}
        remembered={open === first ? settings.controls : {}}
        onRemember={(wanted) => void choose.run({ controls: { ...wanted } })}
      />
      <FaultView fault={choose.fault} />
    </Dialog>
  );
}

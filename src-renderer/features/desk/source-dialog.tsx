import { Button, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CameraSliders } from '../../photo/camera-panel.tsx';
import { useCameraControls } from '../../photo/use-camera-controls.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';
import { go } from '../../stores/navigation-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';

type Settings = Output<'camera.settings'>;

/** Where photos come from at this desk: the live picture of one camera, or stills by the driver of the system. */
export function SourceDialog({
  settings,
  way: wayNow,
  preview,
  onChosen,
  onClose,
}: {
  readonly settings: Settings;
  readonly way: 'live' | 'still';
  readonly preview: LivePreview;
  readonly onChosen: (way: 'live' | 'still') => void;
  readonly onClose: () => void;
}): ReactNode {
  const liveNow = preview.state.kind === 'live' ? preview.state.deviceId : null;
  const [way, setWay] = useState(wayNow);
  const [camera, setCamera] = useState(liveNow);
  const [still, setStill] = useState(settings.stillDevice ?? settings.stillDevices[0]?.id ?? null);
  const choose = useCommand('camera.choose');
  const controls = useCameraControls(preview, settings.controls);
  const confirm = async () => {
    const name = preview.cameras.find(({ id }) => id === camera)?.name;
    const reply = await choose.run({
      way,
      stillDevice: way === 'still' ? still : null,
      ...(way === 'live' && name !== undefined ? { liveDeviceLabel: name } : {}),
      // what was set belongs to the other camera
      ...(way === 'live' && camera !== liveNow ? { controls: {} } : {}),
    });
    if (!reply.ok) return;
    if (way === 'live' && camera !== null && camera !== liveNow) preview.choose(camera);
    onChosen(way);
  };
  return (
    <Dialog
      title="照片从哪里来"
      confirmLabel="就用这个"
      closedWhy={way === 'still' && still === null ? '没有找到备用摄像头：接上 USB 摄像头，再打开这一页' : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Radio.Group
        value={way}
        onChange={(event) => setWay(event.target.value as 'live' | 'still')}
        className="source-ways"
      >
        <Radio value="live">实时画面（平时用这个）</Radio>
        {way === 'live' && (
          <Select
            aria-label="摄像头"
            value={camera}
            placeholder="只有一台时不用选"
            options={preview.cameras.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setCamera}
          />
        )}
        <Radio value="still">备用方式：由系统的拍照程序一张一张拍（没有实时画面）</Radio>
        {way === 'still' && (
          <Select
            aria-label="备用摄像头"
            value={still}
            placeholder="没有找到备用摄像头"
            options={settings.stillDevices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setStill}
          />
        )}
      </Radio.Group>
      {way === 'live' && camera === liveNow && (
        <CameraSliders
          controls={controls}
          remembered={settings.controls}
          onRemember={(wanted) =>
            void choose.run({ way: wayNow, stillDevice: settings.stillDevice, controls: { ...wanted } })
          }
        />
      )}
      <p>
        <Button onClick={() => go({ area: 'cameraCheck' })}>检查光、背景和摄像头（每日检查）</Button>
      </p>
      <FaultView fault={choose.fault} />
    </Dialog>
  );
}

import { Button, Radio, Select } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { CameraSliders } from '../../photo/camera-panel.tsx';
import { deskCameras } from '../../photo/desk-cameras.ts';
import { livePicked, type StillDevice, stillLabel, stillMissing, stillPicked } from '../../photo/still-choice.ts';
import { useCameraControls } from '../../photo/use-camera-controls.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';
import { go } from '../../stores/navigation-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';

type Settings = Output<'camera.settings'>;

/** Where photos come from at this desk: the live picture of one camera, or stills by the driver of the system. */
export function SourceDialog({
  settings: known,
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
  const [wanted, setWanted] = useState<LivePreview['cameras'][number] | null>(null);
  const { cameras } = preview;
  const { id: camera, gone: cameraGone } = livePicked(cameras, wanted, liveNow);
  // what was plugged in since the desk was opened is there too
  const asked = useDeskQuery('camera.settings', {}, { keepPrevious: true });
  const settings = asked.value ?? known;
  const { stillDevices } = settings;
  const onPlug = useEffectEvent(() => void asked.refetch());
  useEffect(() => deskCameras.onChange(() => onPlug()), []);
  const [picked, setPicked] = useState<StillDevice | null>(null);
  const { still, gone } = stillPicked(settings, picked);
  // what is chosen by hand is never missing
  const missing = gone ?? (picked === null ? stillMissing(settings) : null);
  const choose = useCommand('camera.choose');
  const controls = useCameraControls(preview, settings.controls);
  const confirm = async () => {
    const name = cameras.find(({ id }) => id === camera)?.name;
    const reply = await choose.run({
      way,
      ...(way === 'still' && still !== null ? { still } : {}),
      ...(way === 'live' && name !== undefined ? { liveDeviceLabel: name } : {}),
      // what was set belongs to the other camera
      ...(way === 'live' && camera !== null && camera !== liveNow ? { controls: {} } : {}),
    });
    if (!reply.ok) return;
    if (way === 'live' && camera !== null && camera !== liveNow) preview.choose(camera);
    onChosen(way);
  };
  return (
    <Dialog
      title="照片从哪里来"
      confirmLabel="就用这个"
      closedWhy={way === 'still' && still === null ? (missing ?? '选一台备用摄像头') : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Radio.Group
        value={way}
        onChange={(event) => setWay(event.target.value as 'live' | 'still')}
        className="source-ways"
      >
        <Radio value="live">实时画面（平时用这个）</Radio>
        {way === 'live' && cameraGone !== null && <p role="status">{cameraGone}</p>}
        {way === 'live' && (
          <Select
            aria-label="摄像头"
            value={camera}
            placeholder="只有一台时不用选"
            options={cameras.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => setWanted(cameras.find((one) => one.id === id) ?? null)}
          />
        )}
        <Radio value="still">备用方式：由系统的拍照程序一张一张拍（没有实时画面）</Radio>
        {way === 'still' && missing !== null && <p role="status">{missing}</p>}
        {way === 'still' && (
          <Select
            aria-label="备用摄像头"
            value={still?.id ?? null}
            placeholder={stillDevices.length === 0 ? '没有找到备用摄像头' : '选一台'}
            options={stillDevices.map((device) => ({ value: device.id, label: stillLabel(device, stillDevices) }))}
            onChange={(id) => setPicked(stillDevices.find((device) => device.id === id) ?? null)}
          />
        )}
      </Radio.Group>
      {way === 'live' && camera === liveNow && (
        <CameraSliders
          controls={controls}
          remembered={settings.controls}
          onRemember={(wanted) => void choose.run({ controls: { ...wanted } })}
        />
      )}
      <p>
        <Button onClick={() => go({ area: 'cameraCheck' })}>检查光、背景和摄像头（每日检查）</Button>
      </p>
      <FaultView fault={choose.fault} />
    </Dialog>
  );
}

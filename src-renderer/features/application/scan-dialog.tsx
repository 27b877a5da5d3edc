import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { mostEvidencePages } from '#shared/domain/evidence-limit.ts';
import { grabDocument } from '../../photo/grab-frame.ts';
import { PhotoBytes } from '../../photo/photo-image.tsx';
import { useLiveCamera } from '../../photo/use-live-camera.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import type { Pages } from './make-pages.ts';

/** Papers before the camera, page by page. This picture is no photo of a person: no gate looks at it. */
export function ScanDialog({
  kindLabel,
  onDone,
  onClose,
}: {
  readonly kindLabel: string;
  readonly onDone: (pages: Pages) => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  const [pages, setPages] = useState<Pages>([]);
  return (
    <Dialog
      title={`拍材料：${kindLabel}`}
      confirmLabel={`用这 ${pages.length} 页`}
      closedWhy={pages.length === 0 ? '还没有拍。把材料放平，按空格' : null}
      onConfirm={() => onDone(pages)}
      onClose={onClose}
      width={860}
    >
      <ScanStage pages={pages} onPages={setPages} />
    </Dialog>
  );
}

/** Inside the dialog: its Space is its own while it is open, and its video is there when the camera is asked for. */
function ScanStage({
  pages,
  onPages,
}: {
  readonly pages: Pages;
  readonly onPages: (next: (now: Pages) => Pages) => void;
}): ReactNode {
  // any camera: papers lie under another one than faces sit before, and the desk's own settings are the clerk's alone
  const camera = useLiveCamera(true, null);
  const [problem, setProblem] = useState<string | null>(null);
  const shoot = async (): Promise<void> => {
    if (camera.video.current === null || pages.length >= mostEvidencePages) return;
    const shot = await grabDocument(camera.video.current);
    if (!shot.ok) return setProblem(shot.fault.sentence);
    setProblem(null);
    onPages((now) => [...now, shot.value]);
    announce(`第 ${pages.length + 1} 页拍好了`);
  };
  useKeys({ Space: () => void shoot() });
  const isLive = camera.state.kind === 'live';
  return (
    <>
      <div className="row">
        <Button onClick={() => void shoot()}>
          <span className="key-hint">空格 </span>拍一页
        </Button>
        <Button aria-disabled={pages.length === 0} onClick={() => onPages((now) => now.slice(0, -1))}>
          去掉最后一页
        </Button>
        {camera.cameras.length > 1 && (
          <Select
            aria-label="摄像头"
            style={{ width: 240 }}
            value={camera.state.kind === 'live' ? camera.state.deviceId : null}
            options={camera.cameras.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              if (id !== null) camera.choose(id);
            }}
          />
        )}
        {!isLive && (
          <span role="status">{camera.state.kind === 'lost' ? '找不到摄像头，接好后自己恢复' : '正在打开摄像头'}</span>
        )}
      </div>
      {problem !== null && (
        <p role="alert" className="field-error">
          {problem}。
        </p>
      )}
      <div className="scan-stage">
        <video ref={camera.video} autoPlay muted playsInline />
        <ul className="evidence-strip">
          {pages.map((page, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pages are only added and taken at the end
            <li key={index}>
              <PhotoBytes jpeg={page} alt={`第 ${index + 1} 页`} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

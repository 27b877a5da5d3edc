import type { ReactNode } from 'react';
import { cameraTroubleWords } from '../../photo/camera-trouble-words.ts';
import type { CameraTrouble } from '../../photo/live-camera.ts';

/** Why there is no live picture, and the other way to take one. The pupil stays. */
export function LostCameraPanel({
  trouble,
  onUseStill,
}: {
  readonly trouble: CameraTrouble;
  readonly onUseStill: () => void;
}): ReactNode {
  const [title, cause] = cameraTroubleWords[trouble];
  return (
    <div className="stage-panel" role="status">
      <p className="stage-panel-title">{title}</p>
      <p>{cause}</p>
      <button type="button" className="stage-button" onClick={onUseStill}>
        用备用方式拍
      </button>
    </div>
  );
}

/** The still camera has no live picture to show. */
export function StillPanel(): ReactNode {
  return (
    <div className="stage-panel">
      <p className="stage-panel-title">备用方式</p>
      <p>没有实时画面。按空格拍一张，约 3 秒后出照片。</p>
    </div>
  );
}

import type { ReactNode } from 'react';
import type { CameraTrouble } from '../../photo/live-camera.ts';

const causes: Readonly<Record<CameraTrouble, readonly [string, string]>> = {
  otherOnly: ['这台登记台用的摄像头不在', '插好它的 USB 线，画面自己回来；要用别的摄像头，按“换照片来源”选'],
  noCamera: ['找不到摄像头', '检查 USB 线是否插紧；笔记本的镜头盖、摄像头开关是否打开'],
  denied: ['没有使用摄像头的权限', '由管理员在系统设置里允许本程序使用摄像头'],
  busy: ['摄像头正被别的程序占用', '关掉视频会议等正在用摄像头的程序'],
  gone: ['摄像头断开了', '检查 USB 线；插回后画面自己恢复，这位学生还在'],
  frozen: ['画面停住了', '正在重新打开摄像头；还不行就拔下重插'],
  other: ['摄像头打不开', '拔下重插，或换一个 USB 口'],
};

/** Why there is no live picture, and the other way to take one. The pupil stays. */
export function LostCameraPanel({
  trouble,
  onUseStill,
}: {
  readonly trouble: CameraTrouble;
  readonly onUseStill: () => void;
}): ReactNode {
  const [title, cause] = causes[trouble];
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

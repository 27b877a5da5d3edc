import type { ReactNode, RefObject } from 'react';
import { FramingGuide } from '../../photo/framing-guide.tsx';
import type { CameraTrouble } from '../../photo/live-camera.ts';
import { PhotoBytes, PhotoImage } from '../../photo/photo-image.tsx';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';
import { closedReason, type DeskSheet, stillToDo, unsettled } from './sheet.ts';
import type { ShotWork } from './use-shots.ts';

const causes: Readonly<Record<CameraTrouble, readonly [string, string]>> = {
  noCamera: ['找不到摄像头', '检查 USB 线是否插紧；笔记本的镜头盖、摄像头开关是否打开'],
  denied: ['没有使用摄像头的权限', '由管理员在系统设置里允许本程序使用摄像头'],
  busy: ['摄像头正被别的程序占用', '关掉视频会议等正在用摄像头的程序'],
  gone: ['摄像头断开了', '检查 USB 线；插回后画面自己恢复，这位学生还在'],
  frozen: ['画面停住了', '正在重新打开摄像头；还不行就拔下重插'],
  other: ['摄像头打不开', '拔下重插，或换一个 USB 口'],
};

type StageProps = {
  readonly stage: RefObject<HTMLElement | null>;
  readonly preview: LivePreview;
  readonly way: 'live' | 'still';
  readonly profile: PhotoProfile | null;
  readonly sheet: DeskSheet | null;
  readonly shots: ShotWork;
  /** set = nothing more can be done for this pupil at the desk */
  readonly closedWhy: string | null;
  /** act of the panel "no camera" */
  readonly onUseStill: () => void;
};

/**
 * The picture: live and unmirrored, or the shot that was taken. It is where the focus rests, takes no text, and shows
 * one tip at most. The picture of the pupil before is gone the moment the next one is called.
 */
export function Stage({ stage, preview, way, profile, sheet, shots, closedWhy, onUseStill }: StageProps): ReactNode {
  const isShown = shots.phase === 'shown' && sheet !== null;
  const name = sheet?.line.fullName ?? '';
  return (
    <div className="stage-column">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the rest position of the focus: no input method, no button */}
      <section className="stage" ref={stage} tabIndex={0} aria-label="取景。空格拍照，回车完成">
        <video ref={preview.video} className="stage-video" data-hidden={isShown || way === 'still'} muted playsInline />
        {!isShown && profile !== null && <FramingGuide profile={profile} />}
        {isShown && (
          <div className="stage-shot">
            {shots.fresh !== null && (
              <PhotoBytes jpeg={shots.fresh.derived} alt={`${name} 本次照片`} onShown={shots.onShown} />
            )}
            {shots.fresh === null && shots.captureId !== null && (
              <PhotoImage captureId={shots.captureId} alt={`${name} 本次照片`} onShown={shots.onShown} />
            )}
          </div>
        )}
        {way === 'still' && !isShown && (
          <div className="stage-panel">
            <p className="stage-panel-title">备用方式</p>
            <p>没有实时画面。按空格拍一张，约 3 秒后出照片。</p>
          </div>
        )}
        {way === 'live' && !isShown && preview.state.kind === 'lost' && (
          <div className="stage-panel" role="status">
            <p className="stage-panel-title">{causes[preview.state.trouble][0]}</p>
            <p>{causes[preview.state.trouble][1]}</p>
            <button type="button" className="stage-button" onClick={onUseStill}>
              用备用方式拍
            </button>
          </div>
        )}
      </section>
      <Tip
        shots={shots}
        sheet={sheet}
        closedWhy={closedWhy}
        isBlind={way === 'live' && preview.state.kind === 'lost'}
      />
      <p className="hint stage-source">{sourceLine(preview, way, profile)}</p>
    </div>
  );
}

function Tip({
  shots,
  sheet,
  closedWhy,
  isBlind,
}: {
  readonly shots: ShotWork;
  readonly sheet: DeskSheet | null;
  readonly closedWhy: string | null;
  /** there is no live picture at the moment */
  readonly isBlind: boolean;
}): ReactNode {
  if (shots.trouble !== null) {
    return (
      <p className="stage-tip" data-tone="returned" role="status">
        {shots.trouble}
      </p>
    );
  }
  const [tip, more] = closedWhy === null ? tipOf(shots, sheet, isBlind) : ['这位不用再办', closedWhy];
  return (
    <p className="stage-tip">
      <strong>{tip}</strong>
      <span>{more}</span>
    </p>
  );
}

function tipOf(shots: ShotWork, sheet: DeskSheet | null, isBlind: boolean): readonly [string, string] {
  if (sheet === null) return ['', ''];
  if (shots.phase === 'taking') return ['别动，正在拍', ''];
  if (shots.phase === 'live' && isBlind) return ['现在没有画面', '画面回来再拍，或用备用方式；这位学生不用重叫'];
  if (shots.phase === 'live') return ['看好人，按空格拍照', '名字和本人对得上再拍'];
  if (shots.captureId === null) return ['正在保存照片', ''];
  const todo = stillToDo(sheet.findings).filter((finding) => finding.ruleId !== 'desk.photo-taken');
  if (unsettled(sheet).length > 0) return ['选定不同处（F3）', '证件与名册不同的，和学生核对后选定'];
  if (todo.length > 0) return ['看证件，键末四位', 'Tab 到末四位；键完四位，焦点回到画面'];
  if (closedReason(sheet, 'desk.complete') !== null) return ['现在不能完成', '原因和下一步写在右边；照片已留着'];
  return ['核对好，按回车完成', '学生看过姓名、证件和照片；不好按空格重拍'];
}

/** Which camera gives the picture; a frame too small for the profile is said before the shot, not after. */
function sourceLine(preview: LivePreview, way: 'live' | 'still', profile: PhotoProfile | null): string {
  if (way === 'still') return '照片来源：备用方式';
  if (preview.state.kind !== 'live' || profile === null) return '';
  const { width, height, label } = preview.state;
  const scale = profile.height / height;
  const small = scale > 1.05 ? `，照片要放大 ${scale.toFixed(1)} 倍，可能不够清楚` : '';
  return `照片来源：${label} ${width}×${height}${small}`;
}

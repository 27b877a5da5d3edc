import type { ReactNode } from 'react';
import { GOOD_TIMES } from '#shared/photo/instruction.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';

type StageFootProps = {
  readonly preview: LivePreview;
  readonly way: 'live' | 'still';
  readonly profile: PhotoProfile | null;
  /** equal good frames in a row; null = nothing is looked at now */
  readonly steps: number | null;
  readonly automatic: boolean;
  /** the automatic shot waits until the pupil before has left the chair */
  readonly isWaiting: boolean;
  readonly sound: boolean;
  readonly onAutomatic: (on: boolean) => void;
  readonly onSound: (on: boolean) => void;
};

/** How steady the picture is, what goes by itself, and which camera gives the picture. */
export function StageFoot(props: StageFootProps): ReactNode {
  const { preview, way, profile, steps, automatic, isWaiting, sound, onAutomatic, onSound } = props;
  return (
    <div className="stage-foot">
      {way === 'live' && (
        <div className="stage-switches">
          {steps !== null && <Steadiness steps={steps} />}
          <Switch word="自动拍" on={automatic} onChange={onAutomatic} />
          <Switch word="提示音" on={sound} onChange={onSound} />
          {automatic && isWaiting && <span className="hint">等上一位离开</span>}
        </div>
      )}
      <p className="hint stage-source">{sourceLine(preview, way, profile)}</p>
    </div>
  );
}

function Steadiness({ steps }: { readonly steps: number }): ReactNode {
  const dots = Array.from({ length: GOOD_TIMES }, (_, index) => (index < steps ? '●' : '○')).join('');
  return (
    <span className="steadiness">
      稳定 <span aria-hidden="true">{dots}</span>
      <span className="only-spoken">
        {steps} / {GOOD_TIMES}
      </span>
    </span>
  );
}

function Switch({
  word,
  on,
  onChange,
}: {
  readonly word: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}): ReactNode {
  return (
    <button type="button" className="text-button" aria-pressed={on} data-passes-keys onClick={() => onChange(!on)}>
      {word}：{on ? '开' : '关'}
    </button>
  );
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

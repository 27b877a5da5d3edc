import type { ReactNode } from 'react';
import { GOOD_TIMES } from '#shared/photo/instruction.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';

type StageFootProps = {
  readonly preview: LivePreview;
  readonly way: 'live' | 'still';
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
  const { preview, way, steps, automatic, isWaiting, sound, onAutomatic, onSound } = props;
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
      <p className="hint stage-source">{sourceLine(preview, way)}</p>
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

/** Which camera gives the picture. Whether it is fine enough is for the gate to say. */
function sourceLine(preview: LivePreview, way: 'live' | 'still'): string {
  if (way === 'still') return '照片来源：备用方式';
  if (preview.state.kind !== 'live') return '';
  const { width, height, label } = preview.state;
  return `照片来源：${label} ${width}×${height}`;
}

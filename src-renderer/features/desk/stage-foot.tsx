import type { ReactNode } from 'react';
import { GOOD_TIMES } from '#shared/photo/instruction.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';

type StageFootProps = {
  readonly preview: LivePreview;
  readonly way: 'live' | 'still';
  /** equal good frames in a row; null = nothing is looked at now */
  readonly steps: number | null;
  readonly automatic: boolean;
  /** why the automatic shot does not go although it is on; '' = nothing to say */
  readonly automaticNote: string;
  readonly sound: boolean;
  readonly onAutomatic: (on: boolean) => void;
  readonly onSound: (on: boolean) => void;
  /** the focus goes back to the picture */
  readonly onRest: () => void;
};

/** How steady the picture is, what goes by itself, and which camera gives the picture. */
export function StageFoot(props: StageFootProps): ReactNode {
  const { preview, way, steps, automatic, automaticNote, sound, onAutomatic, onSound, onRest } = props;
  return (
    <div className="stage-foot">
      {way === 'live' && (
        <div className="stage-switches">
          {steps !== null && <Steadiness steps={steps} />}
          <Switch word="自动拍" on={automatic} onChange={onAutomatic} onRest={onRest} />
          <Switch word="提示音" on={sound} onChange={onSound} onRest={onRest} />
          {automaticNote !== '' && <span className="hint">{automaticNote}</span>}
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
  onRest,
}: {
  readonly word: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly onRest: () => void;
}): ReactNode {
  return (
    <button
      type="button"
      className="text-button"
      aria-pressed={on}
      onClick={(event) => {
        onChange(!on);
        // 0 = by the keyboard, which stays where it is; after the mouse Space is the shutter again
        if (event.detail > 0) onRest();
      }}
    >
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

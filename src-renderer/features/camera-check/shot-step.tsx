import type { ReactNode } from 'react';
import { sentenceOf } from '#shared/labels/photo-cause.ts';
import { PhotoBytes } from '../../photo/photo-image.tsx';
import { verdictLooks } from '../../photo/verdict-look.ts';
import { ToneMark } from '../../ui/status-mark.tsx';
import type { TestShot } from './use-check.ts';

const words = { good: '通过', warn: '通过，有提醒', bad: '没有通过', notMeasured: '没有检测' } as const;

/** The test shot as it would leave the desk, with what the gate says of it. It is shown here and kept nowhere. */
export function ShotStep({
  taken,
  trouble,
  way,
}: {
  readonly taken: TestShot | null;
  readonly trouble: string | null;
  readonly way: 'live' | 'still';
}): ReactNode {
  const shot = taken?.shot ?? null;
  const verdict = shot?.verdict ?? null;
  const said = verdict?.verdict ?? 'notMeasured';
  return (
    <li className="card">
      <h2>试拍一张 {shot !== null && <ToneMark {...verdictLooks[said]} word={words[said]} />}</h2>
      {trouble !== null && (
        <p className="check-advice" role="alert">
          {trouble}
        </p>
      )}
      {shot === null && (
        <p className="second">
          按空格。照片只在这里看，不保存。
          {way === 'still' && '现在用备用方式：拍的时候画面会停几秒，拍完自己回来。'}
        </p>
      )}
      {shot !== null && (
        <div className="check-shot">
          <span className="check-photo">
            <PhotoBytes jpeg={shot.derived} alt="试拍的照片" />
          </span>
          <div>
            {verdict !== null && verdict.causes.length === 0 && <p>照片合格。</p>}
            <ul>
              {verdict?.causes.map((cause) => (
                <li key={cause.code}>{sentenceOf(cause)}</li>
              ))}
            </ul>
            <p className="hint figures">
              {taken?.device} · {(shot.derived.length / 1000).toFixed(1)} KB
            </p>
          </div>
        </div>
      )}
    </li>
  );
}

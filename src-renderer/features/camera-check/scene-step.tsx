import type { ReactNode } from 'react';
import type { SceneMeasure } from '#shared/photo/empty-scene.ts';
import { MeasureBars } from '../../photo/measure-bars.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { sceneAdvice, shownScene } from './scene-words.ts';

/**
 * Light and background before anybody sits down. The last values stay when somebody does. `onlyShown`: why they are for
 * the eye alone, and say nothing of the shots; null = they count.
 */
export function SceneStep({
  measures,
  onlyShown,
  isEmpty,
}: {
  readonly measures: readonly SceneMeasure[] | null;
  readonly onlyShown: string | null;
  readonly isEmpty: boolean;
}): ReactNode {
  const advice = measures === null ? null : sceneAdvice(measures);
  return (
    <li className="card">
      <h2>
        光和背景（镜头前先不坐人）{' '}
        {onlyShown !== null ? (
          <ToneMark tone="waiting" shape="hollow" word="只供看" />
        ) : measures === null ? (
          <ToneMark tone="waiting" shape="hollow" word="等画面" />
        ) : advice === null ? (
          <ToneMark tone="done" shape="tick" word="可以" />
        ) : (
          <ToneMark tone="returned" shape="flag" word="要改" />
        )}
      </h2>
      {measures !== null && <MeasureBars measures={shownScene(measures)} />}
      {advice !== null && <p className="check-advice">{advice}</p>}
      {onlyShown !== null && <p className="second">{onlyShown}</p>}
      {onlyShown === null && !isEmpty && measures === null && <p className="second">镜头前的人先让开，才量得到背景</p>}
    </li>
  );
}

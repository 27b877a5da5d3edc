import { type SceneMeasure, sceneHolds } from '#shared/photo/empty-scene.ts';
import type { ShownMeasure } from '../../photo/measure-bars.tsx';

const words: Readonly<Record<SceneMeasure['name'], { readonly label: string; readonly mend: string }>> = {
  sceneLight: { label: '光够不够', mend: '太暗：把灯加亮，或移近一点；灯够亮了背景还暗，换浅色的布' },
  sceneEven: { label: '光匀不匀', mend: '一边比另一边亮：左右各放一盏灯，拉上窗帘' },
  sceneColour: { label: '背景颜色', mend: '换成照片规格里的背景布；颜色偏了，关掉别的灯' },
  sceneTexture: { label: '背景平不平', mend: '背景有褶皱、影子或花纹：把布拉平，离墙远一点' },
};

/** The measures of the empty place as bars. */
export function shownScene(measures: readonly SceneMeasure[]): readonly ShownMeasure[] {
  return measures.map((measure) => ({
    ...measure,
    label: words[measure.name].label,
    unit: '',
    holds: sceneHolds(measure),
  }));
}

/** What to do about the first measure that does not hold; null = the place is ready. */
export function sceneAdvice(measures: readonly SceneMeasure[]): string | null {
  const wrong = measures.find((measure) => !sceneHolds(measure));
  if (wrong === undefined) return null;
  if (wrong.name === 'sceneLight' && wrong.to !== null && wrong.value > wrong.to)
    return '太亮：把灯移远一点，或调低曝光';
  return words[wrong.name].mend;
}

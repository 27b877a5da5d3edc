import type { ReactNode } from 'react';
import { causeName, photoMeasureLabels, tipOf } from '#shared/labels/photo-cause.ts';
import { measureBands } from '#shared/photo/judge-photo.ts';
import type { PhotoLook } from '../../photo/gate/gate-messages.ts';
import { MeasureBars, type ShownMeasure } from '../../photo/measure-bars.tsx';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { isEmptyPlace, litLamps } from './check-lamps.ts';

/** One lamp for each question about the place with somebody in it, and below the bars of what is measured. */
export function PersonLamps({
  look,
  profile,
  waiting,
}: {
  readonly look: PhotoLook | null;
  readonly profile: PhotoProfile | null;
  /** what the gate says of itself while it cannot look */
  readonly waiting: string | null;
}): ReactNode {
  const isNobody = look === null || isEmptyPlace(look.verdict.causes);
  return (
    <li className="card">
      <h2>坐一个人，看远近、位置、对焦</h2>
      {waiting !== null && <p className="second">{waiting}</p>}
      {waiting === null && isNobody && <p className="second">等人坐下：看镜头，坐正</p>}
      {look !== null && !isNobody && (
        <>
          <ul className="lamps">
            {litLamps(look.verdict.causes).map(({ id, label, cause }) => (
              <li key={id} data-holds={cause === null}>
                <StatusShape shape={cause === null ? 'tick' : 'flag'} />
                <strong>{label}</strong>
                <span>{cause === null ? '可以' : `${causeName(cause.code)}：${tipOf(cause, look.measurements)}`}</span>
              </li>
            ))}
          </ul>
          {profile !== null && (
            <details>
              <summary>测得的数</summary>
              <MeasureBars measures={banded(look, profile)} />
            </details>
          )}
        </>
      )}
    </li>
  );
}

/** The measures of this look that have a band. */
function banded(look: PhotoLook, profile: PhotoProfile): readonly ShownMeasure[] {
  return measureBands(profile).flatMap(({ measure, from, to }) => {
    const value = look.measurements[measure];
    if (value === undefined) return [];
    const { label, unit } = photoMeasureLabels[measure] ?? { label: measure, unit: '' };
    const holds = (from === null || value >= from) && (to === null || value <= to);
    return [{ name: measure, label, unit, value, from, to, holds }];
  });
}

import type { ReactNode } from 'react';
import { PhotoBytes, PhotoImage } from '../../photo/photo-image.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { GuardPhoto } from './guard-pictures.tsx';
import type { PupilLine } from './sheet.ts';
import type { ShotWork } from './use-shots.ts';

const SHOWN_AT_MOST = 2;

/** This shot looks like one that is stored under another name: both side by side, so that somebody looks. */
export function LookAlikePanel({ pupil, shots }: { readonly pupil: PupilLine; readonly shots: ShotWork }): ReactNode {
  const alike = shots.phase === 'shown' ? (shots.gate?.lookAlikes ?? []) : [];
  const [nearest] = alike;
  if (nearest === undefined || shots.captureId === null) return null;
  return (
    <section className="look-alikes" aria-label="和别人的照片几乎一样">
      <p>
        <StatusShape shape="joined" /> <strong>和别人的照片几乎一样</strong>
        ：看清坐着的是谁。拍错了人按空格重拍；是本人就写明原因再完成
        {alike.length > SHOWN_AT_MOST && <span className="hint">（共 {alike.length} 人，最像的两位在下面）</span>}
      </p>
      <div className="look-alike-pair">
        <GuardPhoto pupil={pupil} title="本次照片">
          {shots.fresh === null ? (
            <PhotoImage captureId={shots.captureId} alt={`${pupil.fullName} 本次照片`} />
          ) : (
            <PhotoBytes jpeg={shots.fresh.derived} alt={`${pupil.fullName} 本次照片`} />
          )}
        </GuardPhoto>
        {alike.slice(0, SHOWN_AT_MOST).map(({ captureId, fullName, className }) => (
          <GuardPhoto key={captureId} pupil={{ fullName, className: className ?? '没有班级' }} title="已存的照片">
            <PhotoImage captureId={captureId} alt={`${fullName} 已存的照片`} />
          </GuardPhoto>
        ))}
      </div>
    </section>
  );
}

import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { CardImage } from '../../photo/card-image.tsx';
import { PhotoBytes, PhotoImage } from '../../photo/photo-image.tsx';
import { clockSeconds } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { FaceComparison } from './face-comparison.tsx';
import type { DeskSheet, PupilLine } from './sheet.ts';
import type { CardWork } from './use-card.ts';
import type { ShotWork } from './use-shots.ts';

/**
 * The guard against the wrong person: the card that was held up, a picture of the pupil that is held already, and this
 * shot, each with the name and class that it would go under. Where there is none of the first two the frame says so.
 */
export function GuardPictures({
  sheet,
  shots,
  card,
}: {
  readonly sheet: DeskSheet;
  readonly shots: ShotWork;
  readonly card: CardWork;
}): ReactNode {
  const { line } = sheet;
  const { picture } = card;
  const reference = useDeskQuery('photo.reference', { candidacyId: line.candidacyId });
  const held = reference.value ?? null;
  // pictures are not read again with each change: settling a difference by the document brings a new one
  const settled = sheet.comparisons.filter((one) => one.settled !== null).length;
  const readAgain = useEffectEvent(() => void reference.refetch());
  // biome-ignore lint/correctness/useExhaustiveDependencies: on change of the count alone
  useEffect(() => readAgain(), [settled]);
  // the same bytes as the frame beside it shows: asked once, kept by its id
  const stored = useDeskQuery(
    'photo.read',
    { captureId: shots.captureId ?? '', which: 'derived' },
    { immutable: true, enabled: shots.fresh === null && shots.captureId !== null },
  );
  const older = sheet.shots.filter((shot) => shot.captureId !== shots.captureId).slice(0, 3);
  return (
    <section className="guard-pictures" aria-label="核对是不是本人">
      {picture !== null && (
        <GuardPhoto pupil={line} title="证件（不存）">
          <CardImage picture={picture} alt={`${line.fullName} 证件照片`} />
        </GuardPhoto>
      )}
      {(picture === null || held !== null) && (
        <GuardPhoto pupil={line} title={held === null ? '证件照' : held.what}>
          {held === null ? (
            <span>{reference.loading ? '' : '没有证件照'}</span>
          ) : (
            <PhotoBytes jpeg={held.jpeg} alt={`${line.fullName} ${held.what}`} />
          )}
        </GuardPhoto>
      )}
      <GuardPhoto pupil={line} title="本次照片">
        {shots.fresh !== null && <PhotoBytes jpeg={shots.fresh.derived} alt={`${line.fullName} 本次照片`} />}
        {shots.fresh === null && shots.captureId !== null && (
          <PhotoImage captureId={shots.captureId} alt={`${line.fullName} 本次照片`} />
        )}
        {shots.fresh === null && shots.captureId === null && <span>还没有拍</span>}
      </GuardPhoto>
      <FaceComparison
        candidacyId={line.candidacyId}
        held={picture === null ? held && { picture: held.jpeg, what: held.what } : { picture, what: '证件' }}
        shot={shots.fresh?.derived ?? stored.value?.jpeg ?? null}
      />
      {older.length > 0 && (
        <div className="older-shots">
          {older.map((shot) => (
            <button
              key={shot.captureId}
              type="button"
              aria-label={`旧，改用 ${clockSeconds(shot.takenAt)} 拍的照片`}
              onClick={() => shots.choose(shot.captureId)}
            >
              <PhotoImage captureId={shot.captureId} alt={`${line.fullName} ${clockSeconds(shot.takenAt)} 拍的照片`} />
              <span className="old-mark">旧</span>
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

/** One picture with whose it is said to be below it. */
export function GuardPhoto({
  pupil,
  title,
  children,
}: {
  readonly pupil: Pick<PupilLine, 'fullName' | 'className'>;
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <figure className="guard-photo">
      <div className="photo-frame">{children}</div>
      <figcaption>
        <span className="hint">{title}</span>
        <PersonName name={pupil.fullName} size="body" />
        <span>{pupil.className}</span>
      </figcaption>
    </figure>
  );
}

import type { ReactNode } from 'react';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import type { PupilLine } from './sheet.ts';

/** One pupil of the board: photo, seat, whole name, state by shape and word. */
export function ClassTile({ pupil }: { readonly pupil: PupilLine }): ReactNode {
  return (
    <>
      <span className="tile-photo">
        {pupil.captureId === null ? (
          <span className="tile-empty">{pupil.absence === 'absent' ? '缺席' : '没有照片'}</span>
        ) : (
          <PhotoImage captureId={pupil.captureId} alt={`${pupil.fullName} 本次照片`} />
        )}
      </span>
      <span className="tile-words">
        <span className="tile-name">
          <span className="figures second">{pupil.seatNo ?? '–'} </span>
          <PersonName name={pupil.fullName} size="table" />
        </span>
        <StatusMark status={pupil.status} held={pupil.held} absence={pupil.absence} isPrivate={pupil.isPrivate} />
      </span>
    </>
  );
}

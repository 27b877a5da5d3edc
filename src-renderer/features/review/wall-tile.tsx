import { memo, type ReactNode } from 'react';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import type { InBracket, WallCell, WallPhoto } from './wall-rows.ts';
import { wallWords } from './wall-words.ts';

/** One photo of the wall: face, name, class, state, and in words what to look at. */
export const WallTile = memo(function WallTile({
  photo,
  bracket,
  flags,
  isSelected,
  isMarked,
  place,
  count,
  onSelect,
  onOpen,
}: {
  readonly photo: WallPhoto;
  readonly bracket: InBracket;
  readonly flags: readonly string[];
  readonly isSelected: boolean;
  readonly isMarked: boolean;
  /** from 0 */
  readonly place: number;
  readonly count: number;
  readonly onSelect: (candidacyId: string) => void;
  readonly onOpen: () => void;
}): ReactNode {
  const { candidacyId, captureId, fullName, className, status } = photo;
  return (
    <div
      role="option"
      className="wall-tile"
      tabIndex={isSelected ? 0 : -1}
      aria-selected={isMarked}
      aria-posinset={place + 1}
      aria-setsize={count}
      data-selected={isSelected}
      data-bracket={bracket}
      onClick={() => onSelect(candidacyId)}
      onDoubleClick={onOpen}
      onKeyDown={() => {}}
    >
      <span className="wall-photo">
        <PhotoImage captureId={captureId} alt={`${fullName} 本次照片`} />
        {isMarked && (
          <span className="wall-mark">
            <StatusShape shape="back" /> 要退回
          </span>
        )}
      </span>
      <PersonName name={fullName} size="table" />
      <span className="hint">{className}</span>
      <StatusMark status={status} />
      {wallWords(photo, flags).map(({ tone, shape, words }) => (
        <span key={words} className="wall-word" data-tone={tone}>
          <StatusShape shape={shape} /> {words}
        </span>
      ))}
    </div>
  );
});

/** The twin of a photo of the wall, from another day or class: only to compare; the other tile names it for those who listen. */
export function ElsewhereTile({
  twin,
  bracket,
}: {
  readonly twin: Extract<WallCell, { kind: 'elsewhere' }>['twin'];
  readonly bracket: InBracket;
}): ReactNode {
  return (
    <div className="wall-tile elsewhere" data-bracket={bracket} aria-hidden="true">
      <span className="wall-photo">
        <PhotoImage captureId={twin.captureId} alt="" />
      </span>
      <PersonName name={twin.fullName} size="table" />
      <span className="hint">{twin.className} · 不在这一页，只作对照</span>
    </div>
  );
}

import type { ReactNode } from 'react';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { isOpen, type ReviewLine } from './review-line.ts';
import { SeenOnly } from './seen-only.tsx';
import { SheetPanel } from './sheet-panel.tsx';

/** The records that wait for review, flagged ones first, the selected one in full beside them. */
export function ReviewList({
  lines,
  selected,
  onSelect,
  onOpen,
}: {
  readonly lines: readonly ReviewLine[];
  readonly selected: ReviewLine | null;
  readonly onSelect: (candidacyId: string) => void;
  readonly onOpen: () => void;
}): ReactNode {
  return (
    <div className="review">
      <div className="card flush">
        <RovingList
          label="待审核"
          items={lines}
          keyOf={(line) => line.candidacyId}
          selected={selected?.candidacyId ?? null}
          onSelect={(line) => onSelect(line.candidacyId)}
          onOpen={onOpen}
        >
          {(line) => <Row line={line} />}
        </RovingList>
      </div>
      {selected !== null && <SheetPanel key={selected.candidacyId} line={selected} onEnlarge={onOpen} />}
    </div>
  );
}

function Row({ line }: { readonly line: ReviewLine }): ReactNode {
  const [worst, ...more] = line.findingSentences;
  return (
    <div className="review-row">
      <span className="release-photo">
        {line.captureId !== null && (
          <SeenOnly>
            <PhotoImage captureId={line.captureId} alt={`${line.fullName} 本次照片`} />
          </SeenOnly>
        )}
      </span>
      <span className="release-who">
        <PersonName name={line.fullName} size="table" />
        <span className="hint">
          {line.schoolName} {line.className}
        </span>
      </span>
      <span className="review-flags">
        {worst !== undefined && (
          <span>
            <StatusShape shape="flag" /> {worst}
            {more.length > 0 && `，另有 ${more.length} 项`}
          </span>
        )}
        {!isOpen(line, 'review.approve') && (
          <span>
            <StatusShape shape="stop" /> 不能由你审核
          </span>
        )}
      </span>
    </div>
  );
}

import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { type BoardPupil, entryMark } from './entry-words.ts';

/** The pupils of the class with what they have entered; Enter goes over to the subjects. */
export function PupilList({
  pupils,
  selected,
  onSelect,
}: {
  readonly pupils: readonly BoardPupil[];
  readonly selected: string | null;
  readonly onSelect: (candidacyId: string) => void;
}): ReactNode {
  return (
    <div className="card flush entry-list">
      <RovingList
        label="学生"
        items={pupils}
        keyOf={(pupil) => pupil.candidacyId}
        selected={selected}
        onSelect={(pupil) => onSelect(pupil.candidacyId)}
        onOpen={() => document.querySelector<HTMLElement>('.subject-tile[tabindex="0"]')?.focus()}
        takeFocus
      >
        {(pupil) => (
          <div className="entry-line">
            <span className="figures second">{pupil.seatNo ?? ''}</span>
            <PersonName name={pupil.fullName} />
            <ToneMark {...entryMark(pupil)} />
          </div>
        )}
      </RovingList>
    </div>
  );
}

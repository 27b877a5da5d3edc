import type { BoardPupil } from './entry-words.ts';

/** Ticked pupils with the version of the entry that stood on the screen at the tick; 0 = none. */
export type Ticked = ReadonlyMap<string, number>;

/** At the opening of the dialog: everybody who may enter and has not. */
export function tickedAtFirst(pupils: readonly BoardPupil[]): Ticked {
  return new Map(pupils.filter((pupil) => pupil.entry === null && pupil.mayEnter).map(seen));
}

/** Ticks one more or one less. A pupil ticked again is ticked as he or she stands now. */
export function toggled(ticked: Ticked, pupil: BoardPupil, isOn: boolean): Ticked {
  const next = new Map(ticked);
  if (isOn) next.set(...seen(pupil));
  else next.delete(pupil.candidacyId);
  return next;
}

/** What is sent: an entry that came in since the tick makes its line stale, it is not overwritten. */
export function itemsOf(ticked: Ticked): { candidacyId: string; version: number }[] {
  return [...ticked].map(([candidacyId, version]) => ({ candidacyId, version }));
}

function seen({ candidacyId, entry }: BoardPupil): readonly [string, number] {
  return [candidacyId, entry?.version ?? 0];
}

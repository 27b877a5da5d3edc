import type { PupilLine } from './sheet.ts';

/** True while the desk still has something to do for this pupil. */
export function isWaiting(pupil: PupilLine): boolean {
  // agreed to, but the rules did not let the held work complete: the desk looks again
  if (pupil.status === 'awaitingCapture') return true;
  return !pupil.held && (pupil.status === 'preRegistered' || pupil.status === 'returned');
}

/** Who is still to come, in the order of calling: late comers who are back first, then by seat; absent pupils last. */
export function waitingInOrder(pupils: readonly PupilLine[]): readonly PupilLine[] {
  const rank = (pupil: PupilLine): number => (pupil.absence === 'late' ? 0 : pupil.absence === 'absent' ? 2 : 1);
  return pupils
    .filter(isWaiting)
    .map((pupil, index) => ({ pupil, index }))
    .sort((a, b) => rank(a.pupil) - rank(b.pupil) || seat(a) - seat(b) || a.index - b.index)
    .map(({ pupil }) => pupil);
}

/** The next pupil to call after `current`: nobody who is absent, from the top again at the end; null = all done. */
export function nextAfter(pupils: readonly PupilLine[], current: string | null): string | null {
  const callable = waitingInOrder(pupils).filter((pupil) => pupil.absence !== 'absent');
  const bySeat = [...callable].sort((a, b) => (a.seatNo ?? 1e6) - (b.seatNo ?? 1e6));
  const now = pupils.find((pupil) => pupil.candidacyId === current);
  const others = bySeat.filter((pupil) => pupil.candidacyId !== current);
  const after = others.find((pupil) => (pupil.seatNo ?? 1e6) > (now?.seatNo ?? 0));
  return (after ?? others[0])?.candidacyId ?? null;
}

/** One step up or down the list as it is shown; stays at the ends. `current` need not be in it. */
export function step(shown: readonly PupilLine[], current: string | null, by: 1 | -1): string | null {
  const at = shown.findIndex((pupil) => pupil.candidacyId === current);
  if (at === -1) return shown[0]?.candidacyId ?? null;
  return shown[Math.min(Math.max(at + by, 0), shown.length - 1)]?.candidacyId ?? null;
}

function seat({ pupil, index }: { readonly pupil: PupilLine; readonly index: number }): number {
  return pupil.seatNo ?? 1e6 + index;
}

import type { ShotWork } from './use-shots.ts';

/**
 * The shutter that goes by itself. `mustLeave` is who sat there last, as far as anybody knows: until the chair was seen
 * empty it may still be that person who sits there so nicely, and the next one's record would get the wrong face.
 */
export type AutomaticShot = {
  /** null while a sheet is being read */
  readonly pupil: string | null;
  readonly lastCalled: string | null;
  /** it has gone, or the hand was quicker; a retake arms it again */
  readonly isSpent: boolean;
  readonly mustLeave: string | null;
  /** a card was held up beside this pupil: it has a face too, so the hand shoots */
  readonly isByHand: boolean;
  /** ms of the first of the looks at an empty chair that follow one another closely */
  readonly emptySince: number | null;
  readonly lookedAt: number;
};

export type AutomaticEvent =
  | { readonly kind: 'called'; readonly pupil: string | null }
  /** any shutter, by hand too: who presses it has seen who sits there */
  | { readonly kind: 'shot' }
  | { readonly kind: 'retake' }
  /** a card is held before the camera */
  | { readonly kind: 'card' }
  /** `mayFire`: switched on, nothing open on the page, a shot would be accepted. `at`: ms of any clock that goes forward */
  | {
      readonly kind: 'sight';
      readonly at: number;
      readonly isEmpty: boolean;
      readonly isSteady: boolean;
      readonly mayFire: boolean;
    };

/** Who is at the desk and how far the shot is; `retakes` counts how often the clerk asked for another one. */
export type AutomaticMoment = Pick<ShotWork, 'phase' | 'retakes'> & {
  readonly pupil: string | null;
  /** the box for a card stands on the stage */
  readonly isAiming: boolean;
};

/** Not the id of anybody: what sits there when the page opens is known to nobody. */
const SOMEBODY = '';
/** Somebody who bows to sign shows no face either, for a moment: that is no chair somebody has left. */
const EMPTY_MS = 2000;
/** Two looks further apart than this do not say what was between them. */
const LOOKS_APART_MS = 2000;

/** The page has just been opened. */
export const restingShot: AutomaticShot = {
  pupil: null,
  lastCalled: null,
  isSpent: false,
  mustLeave: SOMEBODY,
  isByHand: false,
  emptySince: null,
  lookedAt: Number.NEGATIVE_INFINITY,
};

/**
 * Who may still sit there: the pupil before, or somebody nobody knows of; `hand` = this one is taken by hand alone; null =
 * nothing to wait for.
 */
export function waitingFor({ mustLeave, pupil, isByHand }: AutomaticShot): 'before' | 'somebody' | 'hand' | null {
  if (isByHand) return 'hand';
  if (mustLeave === null || mustLeave === pupil) return null;
  return mustLeave === SOMEBODY ? 'somebody' : 'before';
}

/** What happened between two moments. A shot that leaves the stage because it could not be kept is no retake. */
export function eventsBetween(last: AutomaticMoment, now: AutomaticMoment): readonly AutomaticEvent[] {
  const isOther = now.pupil !== last.pupil;
  return [
    ...(isOther ? [{ kind: 'called', pupil: now.pupil } as const] : []),
    ...(now.phase === 'taking' && (isOther || last.phase !== 'taking') ? [{ kind: 'shot' } as const] : []),
    ...(!isOther && now.retakes > last.retakes ? [{ kind: 'retake' } as const] : []),
    ...(now.isAiming && (isOther || !last.isAiming) ? [{ kind: 'card' } as const] : []),
  ];
}

/** Fires once per pupil, in a stable good pose, never at the pupil before. */
export function stepAutomatic(
  state: AutomaticShot,
  event: AutomaticEvent,
): { readonly state: AutomaticShot; readonly fires: boolean } {
  switch (event.kind) {
    case 'called':
      return { state: called(state, event.pupil), fires: false };
    case 'shot':
      return {
        state: { ...state, isSpent: true, mustLeave: state.pupil ?? state.mustLeave, emptySince: null },
        fires: false,
      };
    case 'retake':
      return { state: { ...state, isSpent: false }, fires: false };
    case 'card':
      return { state: { ...state, isByHand: true }, fires: false };
    case 'sight': {
      const next = { ...state, ...chairSeen(state, event) };
      const isFree = !next.isSpent && next.pupil !== null && waitingFor(next) === null;
      const fires = event.mayFire && event.isSteady && isFree;
      return { state: fires ? { ...next, isSpent: true } : next, fires };
    }
  }
}

/** Whoever was called last may sit there, shot or not; who was there before him and has not been seen to go, all the more. */
function called(state: AutomaticShot, pupil: string | null): AutomaticShot {
  if (pupil === null || pupil === state.lastCalled) return { ...state, pupil };
  const mustLeave = state.mustLeave ?? state.lastCalled;
  return { ...state, pupil, lastCalled: pupil, isSpent: false, isByHand: false, mustLeave, emptySince: null };
}

function chairSeen(
  { mustLeave, emptySince, lookedAt }: AutomaticShot,
  { at, isEmpty }: Extract<AutomaticEvent, { kind: 'sight' }>,
): Pick<AutomaticShot, 'mustLeave' | 'emptySince' | 'lookedAt'> {
  if (!isEmpty) return { mustLeave, emptySince: null, lookedAt: at };
  const since = emptySince !== null && at - lookedAt <= LOOKS_APART_MS ? emptySince : at;
  return { mustLeave: at - since >= EMPTY_MS ? null : mustLeave, emptySince: since, lookedAt: at };
}

/**
 * The shutter that goes by itself. `mustLeave` is whose shot was taken last: until the chair was seen empty it may still
 * be that pupil who sits there so nicely, and the next one's record would get the wrong face.
 */
export type AutomaticShot = {
  readonly pupil: string | null;
  /** it has gone, or the hand was quicker; a retake arms it again */
  readonly isSpent: boolean;
  readonly mustLeave: string | null;
  readonly emptyLooks: number;
};

export type AutomaticEvent =
  | { readonly kind: 'called'; readonly pupil: string | null }
  /** any shutter, by hand too */
  | { readonly kind: 'shot' }
  | { readonly kind: 'retake' }
  /** `mayFire`: switched on, nothing open on the page, a shot would be accepted */
  | { readonly kind: 'sight'; readonly isEmpty: boolean; readonly isSteady: boolean; readonly mayFire: boolean };

/** One look without a face may be a head turned away; two are a chair somebody has left. */
const EMPTY_LOOKS = 2;

export const restingShot: AutomaticShot = { pupil: null, isSpent: false, mustLeave: null, emptyLooks: 0 };

/** True while the pupil before may still sit there. */
export function waitsForChange({ mustLeave, pupil }: AutomaticShot): boolean {
  return mustLeave !== null && mustLeave !== pupil;
}

/** Fires once per pupil, in a stable good pose, never at the pupil before. */
export function stepAutomatic(
  state: AutomaticShot,
  event: AutomaticEvent,
): { readonly state: AutomaticShot; readonly fires: boolean } {
  switch (event.kind) {
    case 'called':
      if (event.pupil === state.pupil) return { state, fires: false };
      return { state: { ...state, pupil: event.pupil, isSpent: false }, fires: false };
    case 'shot':
      return { state: { ...state, isSpent: true, mustLeave: state.pupil, emptyLooks: 0 }, fires: false };
    case 'retake':
      return { state: { ...state, isSpent: false }, fires: false };
    case 'sight': {
      const emptyLooks = event.isEmpty ? state.emptyLooks + 1 : 0;
      const mustLeave = emptyLooks >= EMPTY_LOOKS ? null : state.mustLeave;
      const next = { ...state, emptyLooks, mustLeave };
      const fires = event.mayFire && event.isSteady && !next.isSpent && next.pupil !== null && !waitsForChange(next);
      return { state: fires ? { ...next, isSpent: true } : next, fires };
    }
  }
}

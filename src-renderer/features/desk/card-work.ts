/**
 * The card that is held before the camera to compare it with the pupil. The picture belongs to whoever was on the screen
 * at the key and to nobody else: another pupil, a locked screen, a finished record end it.
 */
export type CardState<P> = {
  readonly pupil: string | null;
  /** the stage shows the box for the card, and no photo can be taken */
  readonly isAiming: boolean;
  readonly picture: P | null;
};

export type CardEvent<P> =
  /** who is at the desk; null = nobody whose card may be held up now */
  | { readonly kind: 'at'; readonly pupil: string | null }
  | { readonly kind: 'aim' | 'leave' }
  /** `pupil` as it stood on the screen when the key went down */
  | { readonly kind: 'grabbed'; readonly pupil: string; readonly picture: P }
  | { readonly kind: 'drop' };

/** Nobody at the desk, nothing held. */
export function noCard<P>(): CardState<P> {
  return { pupil: null, isAiming: false, picture: null };
}

/** What an event does to the card. Pure. */
export function stepCard<P>(state: CardState<P>, event: CardEvent<P>): CardState<P> {
  switch (event.kind) {
    case 'at':
      return event.pupil === state.pupil ? state : { ...noCard<P>(), pupil: event.pupil };
    case 'aim':
      return state.pupil === null ? state : { ...state, isAiming: true };
    case 'leave':
      return { ...state, isAiming: false };
    case 'grabbed':
      if (!state.isAiming || event.pupil !== state.pupil) return state;
      return { ...state, isAiming: false, picture: event.picture };
    case 'drop':
      return { ...state, isAiming: false, picture: null };
  }
}

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { type CardPicture, forgetCard, grabCard, stillShows } from '../../photo/card-picture.ts';
import { announce } from '../../ui/announce.ts';
import { type CardEvent, type CardState, noCard, stepCard } from './card-work.ts';
import { playShutter } from './desk-sounds.ts';

export type CardWork = {
  /** the stage shows the box for the card; no photo can be taken meanwhile */
  readonly isAiming: boolean;
  /** of the pupil at the desk, in memory only */
  readonly picture: CardPicture | null;
  /** F8: first the box, then the picture. Says why there is none. */
  readonly key: () => void;
  readonly leave: () => void;
  /** the clerk puts the picture away; said where there was one */
  readonly drop: () => void;
  /** the record is closed: nothing is said of it */
  readonly end: () => void;
  /** whether this frame still shows the card that was held up */
  readonly isOn: (frame: ImageBitmap) => boolean;
};

/**
 * The card held before the camera (核对是不是本人). Main never hears of it: the picture lives in this page, for this pupil,
 * until another one is called, the record closes, the screen locks or the page goes. `pupil` null = none may be held up.
 */
export function useCard(
  pupil: string | null,
  video: RefObject<HTMLVideoElement | null>,
  say: (sentence: string) => void,
): CardWork {
  const now = useRef<CardState<CardPicture>>(noCard());
  const [state, setState] = useState(now.current);
  const send = (event: CardEvent<CardPicture>): void => {
    const held = now.current.picture;
    now.current = stepCard(now.current, event);
    if (held !== null && held !== now.current.picture) forgetCard(held);
    setState(now.current);
  };
  const onAt = useEffectEvent((who: string | null) => send({ kind: 'at', pupil: who }));
  useLayoutEffect(() => onAt(pupil), [pupil]);
  const onGone = useEffectEvent(() => {
    if (now.current.picture !== null) forgetCard(now.current.picture);
  });
  useEffect(() => () => onGone(), []);

  const key = (): void => {
    if (pupil === null) return;
    if (!now.current.isAiming) {
      send({ kind: 'aim' });
      announce('把证件上的照片放进框里，再按 F8 拍下');
      return;
    }
    const grabbed = grabCard(video.current);
    if (!grabbed.ok) {
      say(grabbed.fault.sentence);
      return;
    }
    playShutter();
    send({ kind: 'grabbed', pupil, picture: grabbed.value });
    announce('证件照片已放在本次照片旁边');
  };
  // between the call and the layout effect the state is still the pupil's before: nothing of it is shown
  const own = state.pupil === pupil ? state : noCard<CardPicture>();
  return {
    isAiming: own.isAiming,
    picture: own.picture,
    key,
    leave: () => send({ kind: 'leave' }),
    drop: () => {
      if (now.current.picture !== null) announce('证件照片已去掉');
      send({ kind: 'drop' });
    },
    end: () => send({ kind: 'drop' }),
    isOn: (frame) => now.current.picture !== null && stillShows(frame, now.current.picture),
  };
}

import type { ReactNode } from 'react';
import { CARD_BOX_SHARE } from '#shared/photo/card-box.ts';

/** What Space and Enter say while the box stands. */
export const aimingSentence = '正在拍证件：按 F8 拍下，或按 Esc 不拍';

/** The box over the live picture into which the portrait on the card is held. */
export function CardBox(): ReactNode {
  return <div className="card-box" style={{ height: `${CARD_BOX_SHARE * 100}%` }} aria-hidden="true" />;
}

/** Below the picture, in place of the tips for the pupil. */
export function CardTip(): ReactNode {
  return (
    <div className="stage-tip" role="status">
      <strong>把证件上的照片放进框里</strong>
      <span>名册照片页也行 · 看清了按 F8 拍下 · Esc 不拍</span>
    </div>
  );
}

/** The framing view shows this much of a frame: as tall as it can be, 3 wide to 4 high, from the middle. */
const VIEW_ASPECT = 3 / 4;

/**
 * Height of the box in shares of the framing view: the portrait of an identity card (26 × 32 mm) fills it some twenty
 * centimetres before a common webcam, which is still sharp there. The printed number lies outside.
 */
export const CARD_BOX_SHARE = 0.32;

/** Where in a frame the portrait of a held-up card is looked for: whole pixels, 3 wide to 4 high, in the middle. */
export function cardBox(frame: { readonly width: number; readonly height: number }): {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
} {
  const viewHeight = Math.min(frame.height, frame.width / VIEW_ASPECT);
  const height = Math.max(1, Math.round(viewHeight * CARD_BOX_SHARE));
  const width = Math.max(1, Math.round(height * VIEW_ASPECT));
  return { x: Math.round((frame.width - width) / 2), y: Math.round((frame.height - height) / 2), width, height };
}

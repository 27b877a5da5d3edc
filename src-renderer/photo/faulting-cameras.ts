import type { CameraSource } from './camera-source.ts';

/** The event by which the plug is moved: its `detail` is a `PlugMove`. */
export const PLUG_EVENT = 'kaoji:camera-plug';

/** `pull`: the cameras are gone, as when a cable comes off; `takeAway`: another program has them; `plug`: they are back. */
export type PlugMove = 'pull' | 'takeAway' | 'plug';

/**
 * `cameras` with a hand on their plug, moved by events at `hand`. Whatever is open ends as a driver's track does, nothing
 * can be opened meanwhile, and the change is told: to the desk it is a camera that came off and came back.
 */
export function faultingCameras(cameras: CameraSource, hand: EventTarget): CameraSource {
  let now: PlugMove = 'plug';
  const open = new Set<MediaStreamTrack>();
  const listeners = new Set<() => void>();
  hand.addEventListener(PLUG_EVENT, (event) => {
    now = (event as CustomEvent<PlugMove>).detail;
    if (now !== 'plug') for (const track of open) track.stop();
    open.clear();
    for (const listener of listeners) listener();
  });
  return {
    list: async () => (now === 'pull' ? [] : cameras.list()),
    open: async (id) => {
      refuseUnless(now);
      const opened = await cameras.open(id);
      // pulled while it was opening
      if (now !== 'plug') opened.track.stop();
      refuseUnless(now);
      open.add(opened.track);
      return opened;
    },
    onChange: (listener) => {
      listeners.add(listener);
      const deaf = cameras.onChange(listener);
      return () => {
        listeners.delete(listener);
        deaf();
      };
    },
  };
}

function refuseUnless(now: PlugMove): void {
  if (now === 'pull') throw new DOMException('pulled out', 'NotFoundError');
  if (now === 'takeAway') throw new DOMException('in use', 'NotReadableError');
}

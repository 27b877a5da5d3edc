import type { CameraEntry, CameraSource } from './camera-source.ts';

/** The event by which the plug is moved: its `detail` is a `PlugMove`. */
export const PLUG_EVENT = 'kaoji:camera-plug';

/**
 * `pull`: the cameras are gone, as when a cable comes off; `takeAway`: another program has them; `plug`: they are back;
 * `swap`: others hang on their cables, with ids and names of their own.
 */
export type PlugMove = 'pull' | 'takeAway' | 'plug' | 'swap';

const OTHER = '·2';

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
    for (const track of open) track.stop();
    open.clear();
    for (const listener of listeners) listener();
  });
  return {
    list: async () => {
      if (now === 'pull') return [];
      const found = await cameras.list();
      return now === 'swap' ? found.map(otherOf) : found;
    },
    open: async (id) => {
      refuseUnless(now);
      const begun = now;
      const opened = await cameras.open(id?.replace(OTHER, '') ?? null);
      // moved while it was opening
      if (now !== begun) opened.track.stop();
      refuseUnless(now);
      open.add(opened.track);
      return now === 'swap' ? { ...opened, ...otherOf(opened) } : opened;
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

/** Another camera of the same machine; one whose id and name are not told yet stays without. */
function otherOf({ id, name }: CameraEntry): CameraEntry {
  return { id: id && id + OTHER, name: name && name + OTHER };
}

function refuseUnless(now: PlugMove): void {
  if (now === 'pull') throw new DOMException('pulled out', 'NotFoundError');
  if (now === 'takeAway') throw new DOMException('in use', 'NotReadableError');
}

import type { CameraSource, OpenedCamera } from './camera-source.ts';

export type CameraTrouble = 'noCamera' | 'denied' | 'busy' | 'gone' | 'frozen' | 'other';

export type LiveState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'live';
      readonly deviceId: string;
      readonly label: string;
      /** as delivered, which may be less than asked for */
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'lost'; readonly trouble: CameraTrouble };

export type LiveCamera = { stop(): void };

/** The camera to take: by the id of this run of the program, else by its name; both null = any. */
export type WantedCamera = { readonly id: string | null; readonly name: string | null };

const RETRY_MS = 2000;
const WATCH_MS = 500;
const FROZEN_MS = 4000;

/**
 * Keeps a live picture in `video`: opens the wanted camera, notices when it is pulled out, taken away or frozen, says so
 * and keeps trying until it is back. Nothing else on the page has to know. `stop` switches the camera off.
 */
export function keepLiveCamera(
  source: CameraSource,
  video: HTMLVideoElement,
  wanted: WantedCamera,
  onState: (state: LiveState) => void,
): LiveCamera {
  let stopped = false;
  let opening = false;
  let track: MediaStreamTrack | null = null;
  let lastFrames = 0;
  let lastMoved = 0;
  let retryAt = 0;

  const close = (): void => {
    track?.stop();
    track = null;
    video.srcObject = null;
  };
  const lose = (trouble: CameraTrouble): void => {
    close();
    retryAt = performance.now() + RETRY_MS;
    onState({ kind: 'lost', trouble });
  };
  const open = async (): Promise<void> => {
    if (opening || stopped) return;
    opening = true;
    try {
      const opened = await openWanted(source, wanted);
      track = opened.track;
      if (stopped) return close();
      video.srcObject = opened.stream;
      await video.play();
      const settings = track.getSettings();
      lastFrames = framesOf(video);
      lastMoved = performance.now();
      onState({
        kind: 'live',
        deviceId: opened.id,
        label: opened.name,
        width: settings.width ?? video.videoWidth,
        height: settings.height ?? video.videoHeight,
      });
    } catch (error) {
      if (!stopped) lose(troubleOf(error));
    } finally {
      opening = false;
    }
  };
  const watch = (): void => {
    if (opening) return;
    const now = performance.now();
    if (track === null) {
      if (now >= retryAt) void open();
      return;
    }
    // our own stop() fires no `ended`, and some drivers fire none either: the state is what counts
    if (track.readyState === 'ended') {
      lose('gone');
      return;
    }
    const frames = framesOf(video);
    if (frames !== lastFrames || document.visibilityState !== 'visible') {
      lastFrames = frames;
      lastMoved = now;
    } else if (now - lastMoved > FROZEN_MS) lose('frozen');
  };
  const onDevices = (): void => {
    if (track === null) retryAt = 0;
  };

  onState({ kind: 'starting' });
  void open();
  const timer = setInterval(watch, WATCH_MS);
  const deaf = source.onChange(onDevices);
  return {
    stop: () => {
      stopped = true;
      clearInterval(timer);
      deaf();
      close();
      onState({ kind: 'off' });
    },
  };
}

/** Names may be told only while a camera is open: where the wanted one was not found by name, it is looked for again. */
async function openWanted(source: CameraSource, wanted: WantedCamera): Promise<OpenedCamera> {
  const opened = await source.open(wanted.id ?? (await idOf(source, wanted.name)));
  if (wanted.id !== null || wanted.name === null || opened.name === wanted.name) return opened;
  const id = await idOf(source, wanted.name);
  if (id === null) return opened;
  opened.track.stop();
  return source.open(id);
}

async function idOf(source: CameraSource, name: string | null): Promise<string | null> {
  if (name === null) return null;
  const cameras = await source.list();
  return cameras.find((camera) => camera.name === name)?.id || null;
}

function framesOf(video: HTMLVideoElement): number {
  return video.getVideoPlaybackQuality().totalVideoFrames;
}

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'noCamera';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'other';
}

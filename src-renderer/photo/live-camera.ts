import type { CameraEntry, CameraSource, OpenedCamera } from './camera-source.ts';

/** `otherOnly`: the wanted camera is not there, others are */
export type CameraTrouble = 'noCamera' | 'otherOnly' | 'denied' | 'busy' | 'gone' | 'frozen' | 'other';

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

/** The camera to take: by the id of this run of the program, else by its name; both null = any, and then that one. */
export type WantedCamera = { readonly id: string | null; readonly name: string | null };

const RETRY_MS = 2000;
const WATCH_MS = 500;
const FROZEN_MS = 4000;
/** A driver that has not answered by then does not answer at all. */
const OPEN_LIMIT_MS = 15_000;
/** What a lost camera is called where only others are there. */
const OTHER_ONLY = 'OtherCameraOnly';

/**
 * Keeps a live picture in `video`: opens the wanted camera, notices when it is pulled out, taken away or frozen, says so
 * and keeps trying until it is back. Another camera never takes its place by itself: nobody would know whom it looks at.
 * Nothing else on the page has to know. `stop` switches the camera off.
 */
export function keepLiveCamera(
  source: CameraSource,
  video: HTMLVideoElement,
  wanted: WantedCamera,
  onState: (state: LiveState) => void,
): LiveCamera {
  let stopped = false;
  /** counts the tries to open: one that was given up may still come */
  let tries = 0;
  let openingSince: number | null = null;
  let open: OpenedCamera | null = null;
  let mine = wanted;
  let lastFrames = 0;
  let lastMoved = 0;
  let retryAt = 0;

  const close = (): void => {
    open?.track.stop();
    if (open !== null && video.srcObject === open.stream) video.srcObject = null;
    open = null;
  };
  const lose = (trouble: CameraTrouble): void => {
    close();
    retryAt = performance.now() + RETRY_MS;
    onState({ kind: 'lost', trouble });
  };
  const begin = async (): Promise<void> => {
    if (openingSince !== null || stopped) return;
    openingSince = performance.now();
    const own = ++tries;
    const isLate = (): boolean => stopped || own !== tries;
    try {
      const opened = await openWanted(source, mine);
      if (isLate()) return opened.track.stop();
      open = opened;
      mine = { id: opened.id || null, name: opened.name || null };
      video.srcObject = opened.stream;
      await video.play();
      if (isLate()) return;
      const settings = opened.track.getSettings();
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
      if (!isLate()) lose(troubleOf(error));
    } finally {
      if (own === tries) openingSince = null;
    }
  };
  const watch = (): void => {
    const now = performance.now();
    if (openingSince !== null) {
      if (now - openingSince < OPEN_LIMIT_MS) return;
      tries += 1;
      openingSince = null;
      lose('busy');
      return;
    }
    if (open === null) {
      if (now >= retryAt) void begin();
      return;
    }
    // our own stop() fires no `ended`, and some drivers fire none either: the state is what counts
    if (open.track.readyState === 'ended') {
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
    if (open === null) retryAt = 0;
  };

  onState({ kind: 'starting' });
  void begin();
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

/**
 * Opens this camera and no other. Names may be told only while a camera is open: where nothing is known yet, one is
 * opened to learn them.
 */
async function openWanted(source: CameraSource, wanted: WantedCamera): Promise<OpenedCamera> {
  if (wanted.id === null && wanted.name === null) return source.open(null);
  const cameras = await source.list();
  const found = amongst(cameras, wanted);
  if (found !== null) return source.open(found.id);
  if (cameras.some(({ id, name }) => id !== '' || name !== '')) throw new DOMException('others only', OTHER_ONLY);
  const opened = await source.open(null);
  if (amongst([opened], wanted) !== null) return opened;
  opened.track.stop();
  const told = amongst(await source.list(), wanted);
  if (told === null) throw new DOMException('others only', OTHER_ONLY);
  return source.open(told.id);
}

/** By its id; by its name where it was plugged in somewhere else. */
function amongst(cameras: readonly CameraEntry[], { id, name }: WantedCamera): CameraEntry | null {
  const byId = id === null ? undefined : cameras.find((camera) => camera.id === id);
  return (
    byId ?? (name === null ? undefined : cameras.find((camera) => camera.id !== '' && camera.name === name)) ?? null
  );
}

function framesOf(video: HTMLVideoElement): number {
  return video.getVideoPlaybackQuality().totalVideoFrames;
}

function troubleOf(error: unknown): CameraTrouble {
  // not each of them is a DOMException
  const name = error instanceof Object && 'name' in error ? error.name : '';
  if (name === OTHER_ONLY) return 'otherOnly';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'noCamera';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'other';
}

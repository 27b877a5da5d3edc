/** A camera that can be opened, by the id of this run of the program. `name` is empty while no camera was ever open. */
export type CameraEntry = { readonly id: string; readonly name: string };

export type OpenedCamera = {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly id: string;
  readonly name: string;
};

/**
 * Where live pictures come from: the one door between the desk and the devices of the machine. `open` takes this very
 * camera or rejects with the error of the browser; null = any. `onChange` tells that a camera came or went, and answers
 * how to stop listening.
 */
export type CameraSource = {
  readonly list: () => Promise<readonly CameraEntry[]>;
  readonly open: (id: string | null) => Promise<OpenedCamera>;
  readonly onChange: (listener: () => void) => () => void;
};

/** The cameras of this machine. */
export const machineCameras: CameraSource = {
  list: async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices
      .filter((device) => device.kind === 'videoinput')
      .map((device) => ({ id: device.deviceId, name: cameraName(device.label) }));
  },
  open: async (id) => {
    const device = id === null ? {} : { deviceId: { exact: id } };
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, ...device },
    });
    const [track] = stream.getVideoTracks();
    if (track === undefined) throw new DOMException('no video track', 'NotFoundError');
    return { stream, track, id: track.getSettings().deviceId ?? '', name: cameraName(track.label) };
  },
  onChange: (listener) => {
    navigator.mediaDevices.addEventListener('devicechange', listener);
    return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
  },
};

/** A clip in place of a camera calls itself by its path, which belongs neither on the screen nor into a record. */
function cameraName(label: string): string {
  return /[\\/]/.test(label) ? '录好的画面' : label;
}

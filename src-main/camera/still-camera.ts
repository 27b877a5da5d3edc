import nodeWebcam from 'node-webcam';
import { cleanPhoto, maxOriginalPixels } from '../documents/clean-photo.ts';
import { readJpeg } from '../documents/jpeg.ts';
import type { StillCamera } from '../platform/ports.ts';
import { runDriver } from './run-driver.ts';
import { admitStillDevice, listStillDevices } from './still-devices.ts';
import { stillFault } from './still-fault.ts';

export type StillCameraOptions = {
  /** folder whose JPEGs may stand in for a camera; null in packaged runs (main passes KAOJI_CAMERA_TEST_ROOT otherwise) */
  readonly testRoot: string | null;
  readonly timeoutMs?: number;
  /** PATH on which the driver is looked for */
  readonly path?: string;
  /** kernel's list of cameras */
  readonly sysfs?: string;
};

const WIDTH = 1280;
const HEIGHT = 720;
const DPI = 96;
/** frames a camera needs until exposure and white balance have settled */
const WARM_UP_FRAMES = 12;

/**
 * Stills through fswebcam. node-webcam only writes the command line: its own capture goes through a shell, has no time
 * limit and can hand back the file of the shot before. One shot at a time, with nothing in it but its picture. Rejects with
 * StillFault.
 */
export function createStillCamera(options: StillCameraOptions): StillCamera {
  const { testRoot, timeoutMs = 8000, path = process.env['PATH'] ?? '', sysfs } = options;
  let taking = false;
  return {
    devices: () => listStillDevices(testRoot, sysfs),
    take: async (id) => {
      if (taking) throw stillFault('BUSY');
      taking = true;
      try {
        if (process.platform !== 'linux') throw stillFault('NO_DRIVER', process.platform);
        const device = await admitStillDevice(id, testRoot);
        const answer = await runDriver(commandLine(device), path, timeoutMs);
        return { jpeg: judge(answer), device: id };
      } finally {
        taking = false;
      }
    },
  };
}

/** Argument list by node-webcam; device and output are put in afterwards, so nothing in them is ever split or quoted. */
function commandLine(device: string): string[] {
  const driver = new nodeWebcam.FSWebcam({
    width: WIDTH,
    height: HEIGHT,
    quality: 95,
    output: 'jpeg',
    device: '@@DEVICE@@',
    skip: device.startsWith('/dev/') ? WARM_UP_FRAMES : 0,
    saveShots: false,
    verbose: false,
  });
  const words = driver.generateSh('@@OUT@@').split(/\s+/).filter(Boolean);
  return words.map((word) => (word === '@@DEVICE@@' ? device : word === '@@OUT@@' ? '-' : word));
}

/** fswebcam ends with 0 even where it could not open the camera: words and bytes decide, not the exit code alone. */
function judge(answer: { readonly picture: Uint8Array; readonly complaint: string; readonly exitCode: number | null }) {
  const { picture, complaint, exitCode } = answer;
  if (/resource busy/i.test(complaint)) throw stillFault('DEVICE_BUSY');
  if (/permission denied/i.test(complaint)) throw stillFault('NO_PERMISSION');
  if (/no such (file|device)|not a v4l|unable to find a source/i.test(complaint)) throw stillFault('NO_DEVICE');
  if (exitCode !== 0) throw stillFault('DRIVER_FAILED', String(exitCode));
  if (picture.length === 0) throw stillFault('NO_PICTURE');
  const read = readJpeg(picture);
  if (!read.ok) throw stillFault('BAD_PICTURE', read.fault.code);
  // a driver is a stranger's program: the screen decodes nothing but a picture, and none that claims more than cameras have
  const clean = cleanPhoto(picture, DPI);
  if (!clean.ok) throw stillFault('BAD_PICTURE', clean.fault.code);
  if (clean.value.width * clean.value.height > maxOriginalPixels) throw stillFault('BAD_PICTURE', 'pixels');
  return clean.value.bytes;
}

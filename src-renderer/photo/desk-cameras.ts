import { CAMERA_PLUG_QUERY } from '#shared/contract/channel.ts';
import { type CameraSource, machineCameras } from './camera-source.ts';
import { faultingCameras } from './faulting-cameras.ts';

/** Where this desk takes its live pictures from: the machine's cameras, in a rehearsal with a hand on their plug. */
export const deskCameras: CameraSource = new URLSearchParams(location.search).has(CAMERA_PLUG_QUERY)
  ? faultingCameras(machineCameras, window)
  : machineCameras;

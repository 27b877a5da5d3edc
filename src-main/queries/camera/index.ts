import { cameraSettings } from './camera-settings.ts';

/** Long calls: the list of devices comes from the system and is waited for. */
export const cameraQueries = { 'camera.settings': cameraSettings };

import { chooseCamera } from './camera-choose.ts';
import { recordCameraCheck } from './camera-record-check.ts';
import { takeStill } from './camera-take-still.ts';

export const cameraCommands = { 'camera.choose': chooseCamera, 'camera.recordCheck': recordCameraCheck };

export const cameraLongCalls = { 'camera.takeStill': takeStill };

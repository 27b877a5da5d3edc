import { chooseCamera } from './camera-choose.ts';
import { takeStill } from './camera-take-still.ts';

export const cameraCommands = { 'camera.choose': chooseCamera };

export const cameraLongCalls = { 'camera.takeStill': takeStill };

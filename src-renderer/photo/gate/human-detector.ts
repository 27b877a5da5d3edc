import { type Config, type FaceResult, Human } from '@vladmandic/human';
import type { FaceFound, Point } from '#shared/photo/face-found.ts';
import type { Raster } from '#shared/photo/raster.ts';
import type { FaceDetector } from './face-detector.ts';

const MESH_POINTS = 468;
/** with the lids, lips and irises that only the attention model gives: the plain mesh calls lowered lids open */
const ATTENTION_POINTS = 478;
/** what the library says of faces that look straight ahead (4.8–9.0 on the fixtures): the mesh's chin lies behind its brow */
const STRAIGHT_PITCH = 6;

/**
 * BlazeFace and the MediaPipe attention mesh on WebAssembly. `assets` is the absolute address of the folder with the
 * models and the .wasm files; nothing is asked of any other place. `load` throws where another backend than wasm runs:
 * the library would go on by plain script, twenty times slower, and say nothing.
 */
export function humanDetector(assets: string): FaceDetector {
  const human = new Human(configuration(assets));
  return {
    load: async () => {
      await human.load();
      const backend: unknown = human.tf.getBackend();
      if (backend !== 'wasm') throw new Error(`backend ${String(backend)}`);
      const unloaded = human.models.stats().modelStats.filter((model) => !model.loaded);
      if (unloaded.length > 0) throw new Error(`not loaded: ${unloaded.map((model) => model.name).join(' ')}`);
      // the first run prepares the kernels: no pupil waits for it, and a model that cannot run shows here
      await run(human, { width: 256, height: 256, data: new Uint8ClampedArray(256 * 256 * 4).fill(128) });
    },
    detect: async (frame) => (await run(human, frame)).map(faceFound),
  };
}

function configuration(assets: string): Partial<Config> {
  const off = { enabled: false };
  return {
    backend: 'wasm',
    wasmPath: assets,
    modelBasePath: assets,
    cacheModels: false, // would keep them in a browser database
    debug: false,
    async: false,
    // every cache off: the answer for one pupil is never reused for the next
    cacheSensitivity: 0,
    filter: { enabled: false },
    face: {
      enabled: true,
      // below .5 shadows and prints on clothes count as second faces
      detector: { rotation: true, maxDetected: 4, minConfidence: 0.5, skipFrames: 0, skipTime: 0 },
      mesh: { enabled: true },
      attention: { enabled: true, modelPath: 'facemesh-attention-pinto.json' },
      iris: off,
      description: off,
      emotion: off,
      antispoof: off,
      liveness: off,
    },
    body: off,
    hand: off,
    object: off,
    gesture: off,
    segmentation: off,
  };
}

/** A tensor of the very pixels that are measured: the library's own way from a bitmap draws it once more. */
async function run(human: Human, frame: Raster): Promise<FaceResult[]> {
  const pixels: unknown = human.tf.tensor(new Float32Array(frame.data), [frame.height, frame.width, 4], 'float32');
  try {
    const { face, error } = await human.detect(pixels as Parameters<Human['detect']>[0]);
    if (error) throw new Error(error);
    return face;
  } finally {
    human.tf.dispose(pixels);
  }
}

function faceFound(face: FaceResult): FaceFound {
  if (face.mesh.length !== ATTENTION_POINTS) throw new Error(`${face.mesh.length} landmarks`);
  const [x, y, width, height] = face.box;
  return {
    box: { x, y, width, height },
    score: face.boxScore,
    // the library counts the other way round: left and down are positive
    yaw: -degrees(face.rotation?.angle.yaw),
    pitch: STRAIGHT_PITCH - degrees(face.rotation?.angle.pitch),
    landmarks: face.mesh.slice(0, MESH_POINTS).map(([left, top]): Point => [left, top]),
  };
}

function degrees(radians: number | undefined): number {
  if (radians === undefined) throw new Error('no angles');
  return (radians * 180) / Math.PI;
}

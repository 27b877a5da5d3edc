import { type Config, Human } from '@vladmandic/human';

/** The two pictures of one question; both are handed over and closed. */
export type CompareQuestion = { readonly held: ImageBitmap; readonly shot: ImageBitmap };
/** 0–1; null = not exactly one face in one of the pictures, or the models did not start. Never the features themselves. */
export type CompareReply = { readonly similarity: number | null };

const off = { enabled: false };

// The gate's detector never loads the model that tells people apart: it is only here, and this worker ends after one answer.
function configuration(assets: string): Partial<Config> {
  return {
    backend: 'wasm',
    wasmPath: assets,
    modelBasePath: assets,
    cacheModels: false,
    debug: false,
    async: false,
    cacheSensitivity: 0,
    filter: off,
    face: {
      enabled: true,
      detector: { rotation: true, maxDetected: 2, minConfidence: 0.5, skipFrames: 0, skipTime: 0 },
      mesh: { enabled: true },
      attention: { enabled: true, modelPath: 'facemesh-attention-pinto.json' },
      description: { enabled: true, modelPath: 'faceres.json', skipFrames: 0, skipTime: 0, minConfidence: 0 },
      iris: off,
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

self.onmessage = async ({ data }: MessageEvent<CompareQuestion>) => {
  const similarity = await compare(data).catch((cause: unknown) => {
    console.warn(`face comparison: ${String(cause)}`);
    return null;
  });
  self.postMessage({ similarity } satisfies CompareReply);
};

async function compare({ held, shot }: CompareQuestion): Promise<number | null> {
  const human = new Human(configuration(`${self.location.origin}/gate/`));
  await human.load();
  const backend: unknown = human.tf.getBackend();
  if (backend !== 'wasm') throw new Error(`backend ${String(backend)}`);
  const [one, other] = [await features(human, held), await features(human, shot)];
  return one && other && human.match.similarity(one, other);
}

/** What tells the one face of a picture from others; null where there is not exactly one. */
async function features(human: Human, picture: ImageBitmap): Promise<number[] | null> {
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  const pixels: unknown = human.tf.tensor(new Float32Array(data), [height, width, 4], 'float32');
  try {
    const { face, error } = await human.detect(pixels as Parameters<Human['detect']>[0]);
    if (error) throw new Error(error);
    return (face.length === 1 && face[0]?.embedding) || null;
  } finally {
    human.tf.dispose(pixels);
  }
}

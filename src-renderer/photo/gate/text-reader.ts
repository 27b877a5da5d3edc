import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { type LineReading, lineReading, type ReadBothWays } from '#shared/photo/line-reading.ts';
import { type FrameArea, type InputScale, networkInput } from '#shared/photo/network-input.ts';
import type { Raster } from '#shared/photo/raster.ts';
import { textAreas } from '#shared/photo/text-areas.ts';

/** Finds lines of writing in a frame and reads each as it stands and with left and right exchanged. */
export type TextReader = { readonly read: (frame: Raster) => Promise<readonly ReadBothWays[]> };

/** Points of the copy in which writing is looked for: 640×480. A line of 12 pixels there is still found. */
const SEARCH_POINTS = 307_200;
/** both sides of the copy are whole numbers of these */
const BLOCK = 32;
/** the surest lines alone: clothes carry one or two, and each takes its time */
const MOST_LINES = 3;
const LINE_HEIGHT = 48;
const LONGEST_LINE = 480;

const searched: InputScale = { mean: [0.485, 0.456, 0.406], spread: [0.229, 0.224, 0.225] };
const read: InputScale = { mean: [0.5, 0.5, 0.5], spread: [0.5, 0.5, 0.5] };

/** `assets`: the absolute address of the folder with the models and the .wasm file. Throws where one does not load. */
export async function openTextReader(assets: string): Promise<TextReader> {
  env.logLevel = 'error';
  env.wasm.numThreads = 1; // more needs memory shared between origins that this page does not have
  env.wasm.proxy = false;
  env.wasm.wasmPaths = { wasm: `${assets}ort-wasm-simd-threaded.wasm` };
  const [finder, speller, characters] = await Promise.all([
    fileOf(`${assets}ch_PP-OCRv4_det_infer.onnx`),
    fileOf(`${assets}ch_PP-OCRv4_rec_infer.onnx`),
    fileOf(`${assets}ppocr_keys_v1.txt`),
  ]);
  const alphabet = ['', ...new TextDecoder().decode(characters).trimEnd().split(/\r?\n/), ' '];
  const [find, spell] = [await InferenceSession.create(finder), await InferenceSession.create(speller)];
  return {
    read: async (frame) => {
      const lines: ReadBothWays[] = [];
      for (const area of (await areasIn(frame, find)).slice(0, MOST_LINES)) {
        const straight = await readingOf(frame, area, false, spell, alphabet);
        lines.push({ straight, flipped: await readingOf(frame, area, true, spell, alphabet) });
      }
      return lines;
    },
  };
}

async function fileOf(address: string): Promise<Uint8Array> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${reply.status} ${address}`);
  return new Uint8Array(await reply.arrayBuffer());
}

async function areasIn(frame: Raster, find: InferenceSession): Promise<FrameArea[]> {
  const scale = Math.min(1, Math.sqrt(SEARCH_POINTS / (frame.width * frame.height)));
  const blocks = (side: number): number => Math.max(1, Math.round((side * scale) / BLOCK)) * BLOCK;
  const [width, height] = [blocks(frame.width), blocks(frame.height)];
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  const data = await run(find, networkInput(frame, whole, { width, height, flipped: false }, searched), width, height);
  return textAreas({ data, width, height }, frame);
}

async function readingOf(
  frame: Raster,
  area: FrameArea,
  flipped: boolean,
  spell: InferenceSession,
  alphabet: readonly string[],
): Promise<LineReading> {
  const long = Math.ceil(((area.width / area.height) * LINE_HEIGHT) / 8) * 8;
  const width = Math.min(LONGEST_LINE, Math.max(LINE_HEIGHT, long));
  const input = networkInput(frame, area, { width, height: LINE_HEIGHT, flipped }, read);
  return lineReading(await run(spell, input, width, LINE_HEIGHT), alphabet);
}

async function run(network: InferenceSession, input: Float32Array, width: number, height: number) {
  const [given = '', told = ''] = [network.inputNames[0], network.outputNames[0]];
  const answer = await network.run({ [given]: new Tensor('float32', input, [1, 3, height, width]) });
  const data = answer[told]?.data;
  if (!(data instanceof Float32Array)) throw new Error('no numbers');
  return data;
}

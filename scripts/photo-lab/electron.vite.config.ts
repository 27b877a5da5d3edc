import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import { gateAssets } from '../gate-assets.ts';

const lab = import.meta.dirname;
const root = join(lab, '../..');
const out = join(root, 'out-lab');

/** The photo lab: the desk's own gate worker in a page of its own. Never part of a package. */
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: join(out, 'main'),
      rolldownOptions: { input: { main: join(lab, 'main.ts') }, output: { entryFileNames: '[name].js' } },
    },
  },
  renderer: {
    root: lab,
    plugins: [gateAssets(root)],
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      outDir: join(out, 'renderer'),
      minify: true,
      reportCompressedSize: false,
      rolldownOptions: { input: { index: join(lab, 'index.html') } },
    },
  },
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { gateAssets } from './scripts/gate-assets.ts';

const root = import.meta.dirname;
const heavy = join(root, 'src-main/heavy/process.ts');

// The lowest runtime that has to run this: the registry's Electron 33 (Node 20.18, Chromium 130).
const node = 'node20.18';
const chromium = 'chrome130';

/** Only the database driver stays outside the bundles: `dependencies` of package.json, which holds nothing else. */
export default defineConfig({
  main: {
    build: {
      target: node,
      outDir: join(root, 'out/main'),
      sourcemap: true,
      rolldownOptions: {
        input: { main: join(root, 'src-main/main.ts'), ...(existsSync(heavy) ? { heavy } : {}) },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: join(root, 'out/preload'),
      externalizeDeps: false, // a sandboxed preload may import nothing but electron
      rolldownOptions: {
        input: { preload: join(root, 'src-main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src-renderer'),
    plugins: [react(), gateAssets(root)],
    worker: { format: 'es' },
    server: { host: '127.0.0.1', port: 5173, strictPort: true },
    build: {
      target: chromium,
      outDir: join(root, 'out/renderer'),
      minify: true, // electron-vite leaves it off
      reportCompressedSize: false,
      rolldownOptions: { input: { index: join(root, 'src-renderer/index.html') } },
    },
  },
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

/** One import of one file, as the layer rules see it: `target` is a path inside the project or a package name. */
export type ImportEdge = { readonly from: string; readonly target: string; readonly typeOnly: boolean };

export type LayerRule = {
  readonly room: string;
  /** prefixes that files of this room may import; packages by name, node built-ins as `node:` */
  readonly may: readonly string[];
  /** prefixes allowed for `import type` only */
  readonly mayTypes?: readonly string[];
};

const pure = ['shared/lib/'];
const everything = ['src-main/', 'shared/', 'node:', 'electron'];

/** The rooms of DESIGN §2 and what each may know. The first rule whose room matches counts. */
export const layerRules: readonly LayerRule[] = [
  { room: 'shared/lib/', may: ['shared/lib/', 'pinyin-pro'], mayTypes: ['shared/domain/'] },
  { room: 'shared/photo/', may: [...pure, 'shared/photo/'] },
  { room: 'shared/labels/', may: [...pure, 'shared/labels/', 'shared/domain/'], mayTypes: ['shared/photo/'] },
  {
    room: 'shared/domain/',
    may: [...pure, 'shared/domain/', 'shared/labels/'],
    mayTypes: ['shared/contract/faults.ts'],
  },
  {
    room: 'shared/regulation/',
    may: [...pure, 'shared/domain/', 'shared/labels/', 'shared/photo/', 'shared/regulation/'],
  },
  {
    room: 'shared/contract/',
    may: [...pure, 'shared/domain/', 'shared/labels/', 'shared/photo/', 'shared/contract/', 'zod'],
  },
  {
    room: 'shared/wire/',
    may: [...pure, 'shared/domain/', 'shared/labels/', 'shared/photo/', 'shared/wire/', 'zod'],
    mayTypes: ['shared/contract/'],
  },
  // around sign-in and set-up the database may not be open yet
  { room: 'src-main/commands/setup/', may: everything.filter((name) => name !== 'electron') },
  {
    room: 'src-main/commands/',
    may: [
      'own-area',
      'shared/',
      'src-main/db/store/',
      'src-main/documents/',
      'src-main/print/',
      'src-main/camera/',
      'src-main/custody/',
      'src-main/security/',
      'src-main/platform/',
      'parcel/',
      'node:',
      'sync-runner',
    ],
    mayTypes: ['src-main/db/'],
  },
  {
    room: 'src-main/queries/',
    may: [
      'own-area',
      'shared/',
      'src-main/db/store/',
      'src-main/documents/',
      'src-main/custody/',
      'src-main/security/',
      'src-main/platform/',
      'node:',
    ],
    mayTypes: ['src-main/db/'],
  },
  {
    room: 'src-main/db/',
    // a manifest is signed, and the region's word about it proved, in the transaction that keeps it
    may: [
      'shared/',
      'parcel/age-key.ts',
      'src-main/db/',
      'src-main/security/signature.ts',
      'node:',
      'better-sqlite3',
      'drizzle-orm',
    ],
    mayTypes: ['src-main/platform/'],
  },
  {
    room: 'src-main/sync/',
    may: ['shared/', 'src-main/sync/', 'src-main/db/', 'src-main/security/', 'node:', 'zod'],
    mayTypes: ['src-main/platform/'],
  },
  {
    room: 'src-main/heavy/',
    may: ['shared/', 'src-main/heavy/', 'src-main/documents/', 'src-main/platform/', 'node:'],
  },
  { room: 'src-main/documents/', may: ['shared/', 'src-main/documents/', 'node:', 'exceljs', 'csv-parse', 'fflate'] },
  { room: 'src-main/print/', may: ['shared/', 'src-main/print/', 'node:', 'qrcode'] },
  {
    room: 'src-main/camera/',
    may: ['shared/', 'src-main/camera/', 'src-main/documents/', 'src-main/platform/ports.ts', 'node:', 'node-webcam'],
  },
  { room: 'src-main/custody/', may: ['shared/', 'src-main/custody/', 'src-main/db/', 'node:'] },
  { room: 'src-main/security/', may: ['shared/', 'src-main/security/', 'src-main/db/', 'src-main/platform/', 'node:'] },
  // the check of a finished package opens a file with its own driver
  { room: 'src-main/platform/smoke.ts', may: everything.concat('better-sqlite3') },
  {
    room: 'src-main/platform/',
    may: ['shared/', 'src-main/platform/', 'node:', 'electron', 'uuid'],
    mayTypes: ['src-main/'],
  },
  { room: 'src-main/bridge/', may: everything.concat('zod') },
  { room: 'src-main/preload.ts', may: ['electron', 'shared/contract/channel.ts'], mayTypes: ['shared/contract/'] },
  { room: 'src-main/', may: everything },
  {
    room: 'src-renderer/features/',
    may: [
      // pages of a PDF are drawn by a worker
      '@hyzyla/pdfium',
      'own-area',
      'src-renderer/ui/',
      'src-renderer/bridge/',
      'src-renderer/stores/',
      'src-renderer/photo/',
      'shared/contract/',
      'shared/labels/',
      'shared/lib/',
      'shared/domain/',
      'shared/photo/',
      'react',
      'react-dom',
      'pinyin-pro',
      'antd',
      '@ant-design/icons',
      '@tanstack/',
      'zustand',
    ],
  },
  {
    // the gate: a detector in a worker
    room: 'src-renderer/photo/',
    may: [
      'src-renderer/photo/',
      'src-renderer/ui/',
      'src-renderer/bridge/',
      'shared/contract/',
      'shared/labels/',
      'shared/lib/',
      'shared/domain/',
      'shared/photo/',
      'react',
      '@vladmandic/human',
      '@tensorflow/tfjs-backend-wasm',
      'onnxruntime-web',
    ],
  },
  {
    room: 'src-renderer/',
    may: [
      'src-renderer/',
      'shared/contract/',
      'shared/labels/',
      'shared/lib/',
      'shared/domain/',
      'shared/photo/',
      'react',
      'react-dom',
      'pinyin-pro',
      'antd',
      '@ant-design/icons',
      '@tanstack/',
      'zustand',
    ],
  },
  // files on a stick: sealed and opened alike at the desk and at the receiver
  { room: 'parcel/', may: ['shared/', 'parcel/', 'node:', 'age-encryption'] },
  {
    room: 'provincial-server/',
    may: [
      'shared/',
      'parcel/',
      'provincial-server/',
      'node:',
      'fastify',
      'pg',
      '@electric-sql/pglite',
      'zod',
      'jpeg-js',
      'uuid',
    ],
  },
];

const importPattern = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const dynamicPattern = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of one source text. `file` is its path from the project's root, with slashes. */
export function importsOf(file: string, source: string): ImportEdge[] {
  const edges: ImportEdge[] = [];
  for (const match of source.matchAll(importPattern)) {
    edges.push({ from: file, target: resolveTarget(file, match[2] ?? ''), typeOnly: match[1] !== undefined });
  }
  for (const match of source.matchAll(dynamicPattern)) {
    edges.push({ from: file, target: resolveTarget(file, match[1] ?? ''), typeOnly: false });
  }
  return edges;
}

/** The edges that no rule allows, as sentences. */
export function breachesOf(edges: readonly ImportEdge[]): string[] {
  return edges.filter((edge) => !isAllowed(edge)).map((edge) => `${edge.from} → ${edge.target}`);
}

/** Every source file below `folders`, with its imports. */
export function readEdges(root: string, folders: readonly string[]): { files: number; edges: ImportEdge[] } {
  const files = folders.flatMap((folder) => sourcesBelow(join(root, folder)));
  const edges = files.flatMap((file) =>
    importsOf(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')),
  );
  return { files: files.length, edges };
}

/** All .ts and .tsx files below a folder. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourcesBelow(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

function isAllowed(edge: ImportEdge): boolean {
  const rule = layerRules.find((candidate) => edge.from.startsWith(candidate.room));
  if (!rule) return false;
  const allowed = edge.typeOnly ? [...rule.may, ...(rule.mayTypes ?? [])] : rule.may;
  return allowed.some((prefix) => {
    if (prefix === 'own-area') return edge.target.startsWith(areaOf(edge.from, rule.room));
    // the push runner is handed to its two commands; nothing else of sync is theirs
    if (prefix === 'sync-runner')
      return edge.from.startsWith('src-main/commands/sync/') && edge.target.startsWith('src-main/sync/');
    return (
      edge.target === prefix ||
      edge.target.startsWith(prefix.endsWith('/') || prefix.endsWith(':') ? prefix : `${prefix}/`) ||
      edge.target === prefix.replace(/\/$/, '')
    );
  });
}

function areaOf(file: string, room: string): string {
  const rest = file.slice(room.length);
  return room + rest.slice(0, rest.indexOf('/') + 1);
}

function resolveTarget(file: string, specifier: string): string {
  if (specifier.startsWith('#shared/')) return `shared/${specifier.slice('#shared/'.length)}`;
  if (!specifier.startsWith('.')) return specifier;
  return normalize(join(dirname(file), specifier))
    .split(sep)
    .join('/');
}

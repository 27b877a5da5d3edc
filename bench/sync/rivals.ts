import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const home = join(import.meta.dirname, 'rivals');

/**
 * The folder with the other programs, fetched when it is not there yet. They bring more than three hundred packages, so
 * they stay outside the project's own tree; `rivals/package-lock.json` pins each with its hash. Install scripts do not run.
 */
export function provideRivals(): string {
  const lock = readFileSync(join(home, 'package-lock.json'));
  const name = `sync-rivals-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`;
  const folder = join(homedir(), '.cache', 'kaoji-desk', name);
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return folder;
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(home, file), join(folder, file));
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`装不上用来对比的程序：${stderr.slice(-500)}`);
  return folder;
}

export type PouchAttachment = { readonly content_type: string; readonly data: string };
export type PouchDocument = {
  readonly _id: string;
  readonly body: string;
  readonly _attachments: Readonly<Record<string, PouchAttachment>>;
};
export type Replication = Promise<{ readonly docs_written: number }> & {
  on(event: 'change', listener: (change: { readonly docs_written: number }) => void): Replication;
};
export type PouchDatabase = {
  bulkDocs(documents: readonly PouchDocument[]): Promise<unknown>;
  readonly replicate: { to(target: PouchDatabase): Replication };
};
export type Pouch = (new (name: string) => PouchDatabase) & { plugin(plugin: unknown): Pouch };

/** PouchDB with its database in memory, and its replication over HTTP. */
export function loadPouch(folder: string): Pouch {
  const load = createRequire(join(folder, 'package.json'));
  const plugins = ['pouchdb-adapter-memory', 'pouchdb-adapter-http', 'pouchdb-replication'];
  const plain = load('pouchdb-core') as Pouch;
  return plugins.reduce((pouch, plugin) => pouch.plugin(load(plugin)), plain);
}

/** CouchDB's address in front of databases in memory: kinder to it than a disk. */
export function pouchServer(folder: string): RequestListener {
  const load = createRequire(join(folder, 'package.json'));
  const serve = load('express-pouchdb') as (pouch: unknown, choice: object) => RequestListener;
  const Pouch = loadPouch(folder) as Pouch & { defaults(choice: object): unknown };
  return serve(Pouch.defaults({ adapter: 'memory' }), { mode: 'minimumForPouchDB', inMemoryConfig: true });
}

/** tus with files in `data`. */
export function tusServer(folder: string, data: string): RequestListener {
  const load = createRequire(join(folder, 'package.json'));
  const { Server } = load('@tus/server') as {
    Server: new (choice: object) => { handle: RequestListener };
  };
  const { FileStore } = load('@tus/file-store') as { FileStore: new (choice: object) => unknown };
  const server = new Server({ path: '/tus', datastore: new FileStore({ directory: data }), relativeLocation: true });
  return (request, response) => server.handle(request, response);
}

export type TusUpload = { start(): void };
export type TusChoice = {
  readonly endpoint: string;
  readonly chunkSize: number;
  readonly retryDelays: readonly number[];
  readonly onProgress: (sent: number) => void;
  readonly onChunkComplete: (size: number, accepted: number) => void;
  readonly onSuccess: () => void;
  readonly onError: (error: Error) => void;
};

/** The upload of tus-js-client. */
export function tusUpload(folder: string): new (bytes: Buffer, choice: TusChoice) => TusUpload {
  const load = createRequire(join(folder, 'package.json'));
  return (load('tus-js-client') as { Upload: new (bytes: Buffer, choice: TusChoice) => TusUpload }).Upload;
}

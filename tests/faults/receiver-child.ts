import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { regionKeys } from '../fixtures/county.ts';
import { layEmptyDatabase } from '../receiver/empty-database.ts';

const program = join(import.meta.dirname, '../../provincial-server/main.ts');

export type ReceiverChild = { readonly url: string; kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> };

/** The receiver as people start it, in a process of its own that may be killed; `folder` holds key and data. */
export async function startReceiverChild(folder: string, databaseUrl: string | null = null): Promise<ReceiverChild> {
  const [keyFile, data] = [join(folder, 'region.pem'), join(folder, 'data')];
  const key = createPrivateKey({ key: Buffer.from(regionKeys.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  writeFileSync(keyFile, key.export({ format: 'pem', type: 'pkcs8' }));
  if (databaseUrl === null) await layEmptyDatabase(data);
  const words = ['--region-key', keyFile, '--data', data, '--port', '0', '--report', '--take-unenrolled'];
  const { DATABASE_URL: _other, ...environment } = process.env;
  const env = { ...environment, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) };
  const child = spawn(process.execPath, ['--liftoff-only', program, ...words], { env });
  return { url: await addressOf(child), kill: (signal) => killed(child, signal) };
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += String(chunk);
        const url = /http:\/\/[0-9.]+:\d+/u.exec(said)?.[0];
        if (url) resolve(url);
      });
    }
    child.once('exit', () => reject(new Error(`receiver does not listen: ${said}`)));
  });
}

function killed(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  return gone;
}

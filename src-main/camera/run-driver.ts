import { spawn } from 'node:child_process';
import { stillFault } from './still-fault.ts';

const MAX_PICTURE = 20_000_000;
const MAX_COMPLAINT = 8192;

export type DriverAnswer = {
  readonly picture: Uint8Array;
  readonly complaint: string;
  readonly exitCode: number | null;
};

/**
 * Runs a camera driver without a shell and takes the picture from its standard output: no file name, so no stale
 * picture of another pupil can be read and none stays on the disk. The driver gets its own process group, which is
 * killed as a whole after `timeoutMs`. Rejects with StillFault (TIMEOUT, NO_DRIVER, NO_PERMISSION, BAD_PICTURE).
 */
export function runDriver(argv: readonly string[], path: string, timeoutMs: number): Promise<DriverAnswer> {
  const [program = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      shell: false,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: path, LANG: 'C' },
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let complaint = '';
    let stopped: 'TIMEOUT' | 'BAD_PICTURE' | null = null;
    const stop = (why: 'TIMEOUT' | 'BAD_PICTURE'): void => {
      stopped ??= why;
      killGroup(child.pid);
      // a grandchild outside the group may hold the pipes open: do not wait for it
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => stop('TIMEOUT'), timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_PICTURE) stop('BAD_PICTURE');
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < MAX_COMPLAINT) complaint += chunk.toString('latin1');
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(stillFault(error.code === 'EACCES' ? 'NO_PERMISSION' : 'NO_DRIVER', error.code ?? ''));
    });
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      killGroup(child.pid); // children the driver may have left behind
      if (stopped !== null) reject(stillFault(stopped));
      else resolve({ picture: new Uint8Array(Buffer.concat(chunks)), complaint, exitCode });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // already gone
  }
}

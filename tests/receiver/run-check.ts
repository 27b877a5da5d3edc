import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** provincial-server/certificates.ts as people start it: what it says, and how it ends. */
export function runCheck(words: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const program = join(import.meta.dirname, '../../provincial-server/certificates.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, ['--liftoff-only', program, ...words], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

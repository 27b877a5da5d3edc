import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** How a program ended; `refused` = it ended with a fault. */
export type Ended = { readonly code: number; readonly said: string; readonly refused: boolean };

/**
 * One of provincial-server/ as people start it, on the embedded database of its data folder, or on a served one. It ends
 * before it would pay to compile the embedded database's engine well.
 */
export function regionProgram(
  program: string,
  words: readonly string[],
  databaseUrl: string | null = null,
): Promise<Ended> {
  const file = join(import.meta.dirname, '../../provincial-server', program);
  const { DATABASE_URL: _other, ...environment } = process.env;
  const env = { ...environment, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--liftoff-only', file, ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr, refused: error !== null }),
    );
  });
}

import { appendFileSync, renameSync, statSync } from 'node:fs';

export type Logger = {
  call(name: string, outcome: string, ms: number): void;
  bug(reference: string, call: string, error: unknown): void;
};

const rotateAt = 5_000_000;

/**
 * The desk's own log: call names, outcomes, milliseconds, and for bugs the kind and place of the error. Messages and
 * values stay out, because they may carry names and numbers of minors.
 */
export function fileLogger(file: string, now: () => string): Logger {
  const write = (line: object): void => {
    try {
      if (sizeOf(file) > rotateAt) renameSync(file, `${file}.old`);
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // the log must never stop the desk
    }
  };
  return {
    call(name, outcome, ms) {
      if (outcome !== 'ok' || ms > 50) write({ at: now(), call: name, outcome, ms: Math.round(ms) });
    },
    bug(reference, call, error) {
      write({ at: now(), reference, call, ...placeOf(error) });
    },
  };
}

/** Kind and stack frames of an error, without its message. */
function placeOf(error: unknown): {
  readonly error: string;
  readonly code: string | null;
  readonly frames: readonly string[];
} {
  if (!(error instanceof Error)) return { error: typeof error, code: null, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error ? String(error.code) : null;
  return { error: error.name, code, frames: frames.slice(0, 12).map((line) => line.trim().replace(/\(.*[\\/]/, '(')) };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

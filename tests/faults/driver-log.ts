import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** The driver's own log: fsynced per line, on a disk that the fault does not touch. */
export type DriverLog<Line> = { write(line: Line): void; read(): Line[]; close(): void };

/** Opens the oracle of a fault test. */
export function openDriverLog<Line>(file: string): DriverLog<Line> {
  const handle = openSync(file, 'a');
  return {
    write(line) {
      writeSync(handle, `${JSON.stringify(line)}\n`);
      fsyncSync(handle);
    },
    read: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Line),
    close: () => closeSync(handle),
  };
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take a minute and more: begun last, they would run on one core while the other has nothing left to do. */
const longest = ['walk/walk', 'faults/kill', 'faults/kill-sync', 'parcel/restored-by-stick', 'faults/power-cut'];

/** What puts something else in place of a part of the process, or moves it. */
const changesProcess = new RegExp(
  [
    String.raw`\bvi\.(stub|spyOn|mock|useFakeTimers)`,
    String.raw`process\.chdir|syncBuiltinESMExports`,
    String.raw`process\.env(\[[^\]]+\]|\.\w+) = |delete process\.env`,
  ].join('|'),
);

/**
 * Tests with a process of their own for each file: screens keep state in their modules, some tests put something else in
 * place of a part of the process, and the long ones start and kill programs. All others share the processes, and with them
 * what Node makes of the desk's modules: to read them anew for every file was half of the run.
 */
const apart = globSync('tests/**/*.test.ts', { cwd: import.meta.dirname }).filter(
  (file) =>
    /^tests\/(ui|faults|walk)\//.test(file) ||
    changesProcess.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: [...apart, 'node_modules/**'],
          isolate: false,
        },
      },
    ],
    // Node reads the 180 KB of its package.json again for each of its hundred files: a second of each test file's start
    deps: {
      optimizer: {
        ssr: {
          enabled: true,
          include: ['drizzle-orm', 'drizzle-orm/sqlite-core', 'drizzle-orm/better-sqlite3'],
        },
      },
    },
    globalSetup: './tests/throwaway-postgresql.ts',
    sequence: { sequencer: LongestFirst },
    // many tests start real programs, and a busy machine takes seconds for each: the limit is for what hangs
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // by itself vitest leaves one core free: on the two of a county's laptop that is half the machine
    maxWorkers: '100%',
    // a fifth of the run went into clearing away short-lived pictures and rows, seconds of each file with a receiver into
    // compiling the embedded database's engine well
    execArgv: ['--max-semi-space-size=32', '--liftoff-only'],
  },
});

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take a minute and more: begun last, they would run on one core while the other has nothing left to do. */
const longest = ['walk/walk', 'faults/kill', 'faults/kill-sync', 'parcel/restored-by-stick', 'faults/power-cut'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
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

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
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

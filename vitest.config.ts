import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // a fifth of the run went into clearing away short-lived pictures and rows
    execArgv: ['--max-semi-space-size=32'],
  },
});

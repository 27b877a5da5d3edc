import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.spec.ts', 'photo/**/*.spec.ts'],
  globalSetup: './tests/e2e/prepare.ts',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // a real window on a shared machine: one more try, and test.mjs says which test needed it
  retries: process.env['CI'] ? 1 : 0,
  workers: 1, // each test has a real desk, and the machines of a county have two cores
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
});

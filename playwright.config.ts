import { defineConfig } from '@playwright/test';

const files = ['e2e/**/*.spec.ts', 'photo/**/*.spec.ts'];

/**
 * Nothing here has to be in time, also not where a camera plays: what is waited for stays on the screen until it is seen. One
 * of each half may run beside the other, which takes about as long.
 */
const screens = [
  ...flows('accessibility', 'regulation', 'smoke', 'photo-files', 'school', 'calendar'),
  // minutes of one processor
  ...['frames', 'recompute'].map((name) => `photo/${name}.spec.ts`),
];
const cases = flows(
  ...['applications', 'certificate', 'exam-entry', 'recognition', 'transfer'],
  ...['acceptance', 'both-ways', 'photo-wall', 'card-picture', 'privacy'],
);

/** scripts/test.mjs runs two at once, and each has a place of its own for what it leaves. */
const lane = process.env['KAOJI_E2E_LANE'] ?? 'all';

function flows(...names: readonly string[]): string[] {
  return names.map((name) => `e2e/${name}.spec.ts`);
}

export default defineConfig({
  testDir: 'tests',
  projects: [
    { name: 'screens', testMatch: screens },
    { name: 'cases', testMatch: cases },
    // shots at a moment, a detector that starts anew, faces looked for in every frame, a desk that is killed: alone
    { name: 'timed', testMatch: files, testIgnore: [...screens, ...cases] },
  ],
  globalSetup: './tests/e2e/prepare.ts',
  outputDir: `test-results/e2e-${lane}`,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // a real window on a shared machine: one more try, and test.mjs says which test needed it
  retries: process.env['CI'] ? 1 : 0,
  workers: 1, // each test has a real desk, and the machines of a county have two cores
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: `test-results/playwright-${lane}.json` }]],
});

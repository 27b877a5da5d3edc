import { defineConfig } from 'vitest/config';

/** The rule tests once more, with every answer of every rule written down (`scripts/rule-trace.ts`). */
export default defineConfig({
  test: { include: ['tests/rules/*.test.ts'], setupFiles: ['scripts/rule-trace.ts'], testTimeout: 30_000 },
});

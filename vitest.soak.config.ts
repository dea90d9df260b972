import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/soak/**/*.test.ts'], pool: 'forks', maxWorkers: 1, testTimeout: 7_200_000, hookTimeout: 600_000, reporters: ['default'] },
});

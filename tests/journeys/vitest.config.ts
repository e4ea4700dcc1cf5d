import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// `npm run journeys`: one local system for all files, one file after the other, so that a small machine suffices.
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    include: ['tests/journeys/**/*.journey.ts'],
    globalSetup: ['tests/journeys/local-system.ts'],
    setupFiles: ['tests/journeys/describe-failure.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // A fault that every page shows would otherwise wait out its time limit in each journey.
    bail: 12,
    expect: { poll: { timeout: 60_000 } },
  },
});

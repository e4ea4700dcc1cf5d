import { defineConfig } from 'vitest/config';

const long = 'tests/**/*.long.test.ts';

// `npm test` runs the project `short`, `npm run test:long` the project `long`; tests/README.md says which tests are
// long.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // A slow machine takes five times as long; a test that hangs fails all the same.
    testTimeout: 150_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'short', include: ['tests/**/*.test.ts'], exclude: [long] } },
      { extends: true, test: { name: 'long', include: [long] } },
    ],
  },
});

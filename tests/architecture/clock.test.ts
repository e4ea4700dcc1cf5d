import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Their time is the machine's also in a demo: others check it, or nothing stored is compared with it (0049). */
const machineTime = [
  'certificates/chain-signer.ts',
  'certificates/city-seal.ts',
  'certificates/make-file.ts',
  'certificates/make-status-lists.ts',
  'certificates/signing.ts',
  'certificates/sweep.ts',
  'clock.ts',
  'http/idempotency-store.ts',
  'identity-addresses.ts',
  'log.ts',
  'memoize.ts',
  'metrics.ts',
  'sharing/dispatches.ts',
];

test('whatever else the wiring joins takes its time and its ids from one clock', () => {
  const folder = join(root, 'lib/wiring');
  const found = globSync('**/*.ts', { cwd: folder }).filter((file) =>
    /new Date\(\)|Date\.now|\bulid\(\)/.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(found.toSorted()).toEqual(machineTime);
});

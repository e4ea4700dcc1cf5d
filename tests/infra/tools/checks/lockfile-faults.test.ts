import { expect, test } from 'vitest';
import { lockfileFaults } from '../../../../infra/tools/checks/lockfile-faults.ts';

const integrity = `sha512-${'a'.repeat(86)}==`;
const faultsOf = (entry: object) =>
  lockfileFaults({ lockfileVersion: 3, packages: { '': {}, 'node_modules/x': entry } });

test.each<[string, object, string[]]>([
  ['a hash', { integrity }, []],
  ['none', {}, ['node_modules/x has no SHA-512 integrity']],
  [
    'none, as the package is of another platform',
    { os: ['darwin'], optional: true },
    ['node_modules/x has no SHA-512 integrity'],
  ],
  ['SHA-1 alone', { integrity: 'sha1-abc' }, ['node_modules/x has no SHA-512 integrity']],
  ['half a hash', { integrity: 'sha512-abc==' }, ['node_modules/x has no SHA-512 integrity']],
  [
    'a registry',
    { integrity, resolved: 'https://registry.example/x.tgz' },
    ['node_modules/x names a registry (resolved)'],
  ],
  ['a link of this project', { link: true }, []],
])('an entry with %s', (_, entry, expected) => {
  expect(faultsOf(entry)).toEqual(expected);
});

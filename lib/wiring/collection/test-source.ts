import type { TestSourcePorts } from '../../collection/sources/test-source.ts';
import { sourceOpening } from './open-source.ts';
import { rowsOfBytes } from './rows-of-page.ts';
import { sourceSecrets } from './source-secrets.ts';

export function testSourcePorts(): TestSourcePorts {
  const basics = sourceSecrets();
  return { ...basics, ...sourceOpening(basics.secrets), rowsOfBytes };
}

import type { TestSourcePorts } from '../../collection/sources/registration/test-source.ts';
import { rowsOfBytes } from './page-reader.ts';
import { sourceOpening } from './source-connectors.ts';
import { sourceSecrets } from './source-secrets.ts';

export function testSourcePorts(): TestSourcePorts {
  const basics = sourceSecrets();
  return { ...basics, ...sourceOpening(basics.secrets), rowsOfBytes };
}

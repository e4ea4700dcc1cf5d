import type { TestSourcePorts } from '../../collection/sources/registration/test-source.ts';
import { parsePageRows } from './page-reader.ts';
import { sourceConnectors } from './source-connectors.ts';
import { sourceSecrets } from './source-secrets.ts';

/** Opens sources and secrets (SECRETS_PREFIX), but no staging; connects only to SOURCE_ADDRESSES. */
export function testSourcePorts(): TestSourcePorts {
  const basics = sourceSecrets();
  return { ...basics, ...sourceConnectors(basics.secrets), parsePageRows };
}

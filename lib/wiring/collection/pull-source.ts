import type { PullPorts } from '../../collection/sources/pull/pull-context.ts';
import { sourceConnectors } from './source-connectors.ts';
import { sourceSecrets } from './source-secrets.ts';
import { stagingPorts } from './staging.ts';

/** Opens sources, staging and secrets (SECRETS_PREFIX); connects only to SOURCE_ADDRESSES. */
export function pullPorts(): PullPorts {
  const basics = sourceSecrets();
  return { ...basics, ...stagingPorts(), ...sourceConnectors(basics.secrets) };
}

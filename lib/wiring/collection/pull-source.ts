import type { PullPorts } from '../../collection/sources/pull/pull-source.ts';
import { sourceOpening } from './source-connectors.ts';
import { sourceSecrets } from './source-secrets.ts';
import { staging } from './staging.ts';

export function pullPorts(): PullPorts {
  const basics = sourceSecrets();
  return { ...basics, ...staging(), ...sourceOpening(basics.secrets) };
}

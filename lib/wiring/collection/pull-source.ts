import type { PullPorts } from '../../collection/sources/pull-source.ts';
import { sourceOpening } from './open-source.ts';
import { sourceSecrets } from './source-secrets.ts';
import { staging } from './staging.ts';

export function pullPorts(): PullPorts {
  const basics = sourceSecrets();
  return { ...basics, ...staging(), ...sourceOpening(basics.secrets) };
}

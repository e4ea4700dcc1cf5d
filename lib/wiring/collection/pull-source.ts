import type { PullPorts } from '../../collection/sources/pull-source.ts';
import { sourceOpening } from './open-source.ts';
import { sourceBasics } from './sources.ts';
import { staging } from './staging.ts';

export function pullPorts(): PullPorts {
  const basics = sourceBasics();
  return { ...basics, ...staging(), ...sourceOpening(basics.secrets) };
}

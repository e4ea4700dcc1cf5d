import type { TestSourcePorts } from '../../collection/sources/test-source.ts';
import { sourceOpening } from './open-source.ts';
import { rowsOfBytes } from './rows-of-page.ts';
import { sourceBasics } from './sources.ts';

export function testSourcePorts(): TestSourcePorts {
  const basics = sourceBasics();
  return { ...basics, ...sourceOpening(basics.secrets), rowsOfBytes };
}

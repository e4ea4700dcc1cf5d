import type { ListFindingsPorts } from '../../collection/deliveries/list-findings.ts';
import { collectionBasics } from './basics.ts';
import { stagingPorts } from './staging.ts';

export function listFindingsPorts(): ListFindingsPorts {
  return { ...collectionBasics(), ...stagingPorts() };
}

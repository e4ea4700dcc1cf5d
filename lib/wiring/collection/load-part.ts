import type { DiscardPorts } from '../../collection/discard-delivery.ts';
import type { LoadPartPorts } from '../../collection/load-part.ts';
import type { SettlePorts } from '../../collection/settle-delivery.ts';
import { collectionBasics } from './basics.ts';
import { recordVersions } from './record-versions.ts';
import { staging } from './staging.ts';

/** For what moves staged parts into the table, settles them, or takes them away again. */
export function loadPorts(): LoadPartPorts & SettlePorts & DiscardPorts {
  return { ...collectionBasics(), ...staging(), ...recordVersions() };
}

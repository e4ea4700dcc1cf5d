import type { DiscardPorts } from '../../collection/deliveries/discard-delivery.ts';
import type { LoadPartPorts } from '../../collection/publish/load-part.ts';
import type { PublishDeliveryPorts } from '../../collection/publish/publish-delivery.ts';
import { collectionBasics } from './basics.ts';
import { recordVersions } from './record-versions.ts';
import { stagingPorts } from './staging.ts';

/** For what moves staged parts into the table, settles them, or takes them away again. */
export function loadPorts(): LoadPartPorts & PublishDeliveryPorts & DiscardPorts {
  return { ...collectionBasics(), ...stagingPorts(), ...recordVersions() };
}

import { loadPart } from '../../lib/collection/publish/load-part.ts';
import { loadPartPorts } from '../../lib/wiring/collection/deliveries.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { PartMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(PartMessage, loadPartPorts, loadPart);

import { loadPart } from '../../lib/collection/publish/load-part.ts';
import { loadPorts } from '../../lib/wiring/collection/load-part.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { PartMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(PartMessage, loadPorts, loadPart);

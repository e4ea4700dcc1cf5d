import { ingestPages } from '../../lib/collection/ingest/ingest-pages.ts';
import { ingestPagesPorts } from '../../lib/wiring/collection/ingest.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, ingestPagesPorts, ingestPages);

import { takeInPages } from '../../lib/collection/ingest/ingest-pages.ts';
import { takeInPagesPorts } from '../../lib/wiring/collection/ingest-pages.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, takeInPagesPorts, takeInPages);

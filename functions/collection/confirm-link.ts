import { confirmLink } from '../../lib/collection/deliveries/confirm-link.ts';
import { confirmLinkPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { confirmLinkRoute } from '../../schemas/collection/routes.ts';

export const handler = http(confirmLinkRoute, confirmLinkPorts, confirmLink);

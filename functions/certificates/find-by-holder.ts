import { findByHolder } from '../../lib/certificates/lookup/find-by-holder.ts';
import { findingPorts } from '../../lib/wiring/certificates/lookup.ts';
import { http } from '../../lib/wiring/http.ts';
import { findByHolderRoute } from '../../schemas/certificates/lookup-routes.ts';

export const handler = http(findByHolderRoute, findingPorts, findByHolder);

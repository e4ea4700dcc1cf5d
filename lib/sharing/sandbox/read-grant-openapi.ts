import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { readGrantOpenapiRoute } from '../../../schemas/sharing/sandbox-routes.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { grantDocument } from './grant-document.ts';
import { grantExamples } from './grant-examples.ts';
import { grantedSchemas } from './granted-schemas.ts';
import { makeSandbox, recordsThroughFilters } from './make-sandbox.ts';
import { openPartnerGrant } from './open-partner-grant.ts';
import type { GrantOpenapiPorts } from './ports.ts';

/** Describes what one grant permits, to its two parties and the centre; to others there is none. */
export async function readGrantOpenapi(
  { caller, params }: RouteInput<typeof readGrantOpenapiRoute>,
  ports: GrantOpenapiPorts,
): Promise<Record<string, unknown> | Exclude<Awaited<ReturnType<typeof openPartnerGrant>>, { grant: Grant }>> {
  const mayRead = ({ consumer, provider }: Grant) =>
    [consumer, provider].some((party) => isPermitted(caller, 'read-grant', party));
  const opened = await openPartnerGrant(params.grant, mayRead, ports);
  if (isRefused(opened)) return opened;
  const { grant, version } = opened;
  const [identity, sandbox, codeLists] = await Promise.all([
    ports.identity(),
    makeSandbox(grant, version, ports),
    ports.codeLists(version),
  ]);
  const [record = { keyHash: '', seq: 1, values: {} }] = recordsThroughFilters(grant, sandbox);
  const examples = grantExamples(grant, version, { record, token: ports.tokens.token });
  return {
    ...grantDocument({ grant, version, identity, schemas: grantedSchemas(grant, version, codeLists), examples }),
  };
}

import type { redeemUseCodeRoute } from '../../../schemas/certificates/use-routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { toCertificateView } from '../lookup/certificate-view.ts';
import { buildEnvelope } from './build-envelope.ts';
import { openUseCode, redeemOpened, type RedeemPorts } from './open-use-code.ts';
import { recordUse } from './record-use.ts';

/** Returns a certificate's data for a use code, once, by today's grant and status. */
export async function redeemUseCode(
  { caller, requestId, body }: RouteInput<typeof redeemUseCodeRoute>,
  ports: RedeemPorts,
) {
  const context = { caller, requestId };
  const opened = await openUseCode(context, body.auth_code, 'data', ports);
  if (isRefused(opened)) return opened;
  const { code, found } = opened;
  const refusal = await redeemOpened(context, { code: body.auth_code, grant: code, kind: 'data' }, ports);
  if (refusal !== null) return refusal;
  const id = await recordUse(
    context,
    { kind: 'data', of: code.use, purpose: code.purpose, results: 1, certificates: [code.certificate] },
    ports,
  );
  return {
    ...buildEnvelope(requestId, id, ports.now()),
    data: toCertificateView(found.version, found.head, found.grant, dayInShanghai(ports.now())),
  };
}

import type { redeemUseCodeRoute } from '../../../schemas/certificates/use-routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { toCertificateView } from '../lookup/certificate-view.ts';
import { answerClaimed } from './answer-counted.ts';
import { buildEnvelope } from './build-envelope.ts';
import { openUseCode, redeemOpened, type RedeemPorts } from './open-use-code.ts';

/** Returns a certificate's data for a use code, once, by today's grant and status. */
export async function redeemUseCode(
  { caller, requestId, body }: RouteInput<typeof redeemUseCodeRoute>,
  ports: RedeemPorts,
) {
  const context = { caller, requestId };
  const opened = await openUseCode(context, body.auth_code, 'data', ports);
  if (isRefused(opened)) return opened;
  const { code, found } = opened;
  return await answerClaimed(
    context,
    {
      use: { kind: 'data', of: code.use, purpose: code.purpose, results: 1, certificates: [code.certificate] },
      under: { asked: [found.grant], shown: [found] },
      claim: async () => await redeemOpened(context, { code: body.auth_code, grant: code, kind: 'data' }, ports),
    },
    (id) => ({
      ...buildEnvelope(requestId, id, ports.now()),
      data: toCertificateView(found.version, found.head, found.grant, dayInShanghai(ports.now())),
    }),
    ports,
  );
}

import type { readCertificateRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { answerCounted } from '../use/answer-counted.ts';
import { recordUse } from '../use/record-use.ts';
import { toCertificateView } from './certificate-view.ts';
import { findVersion } from './find-versions.ts';
import type { LookupPorts } from './ports.ts';
import { toAskedLookUp } from './to-asked-look-up.ts';

/** Reads any version by its identifier; refused without a grant. */
export async function readCertificate(
  { caller, requestId, params, query }: RouteInput<typeof readCertificateRoute>,
  ports: LookupPorts,
) {
  const { asked, named } = toAskedLookUp(query);
  const context = { caller, requestId };
  const found = await findVersion(caller, params.identifier, asked, ports);
  const certificates = found.certificate === undefined ? [] : [found.certificate];
  const use = { kind: 'look-up', ...named, certificates } as const;
  if (found.outcome !== 'found') {
    const refusal = found.outcome === 'not-found' ? refused('certificate-not-found') : found.refusal;
    await recordUse(context, { ...use, results: 0, refusal: refusal.refused }, ports);
    return refusal;
  }
  const { version, head, grant } = found;
  return await answerCounted(
    context,
    { use: { ...use, results: 1 }, under: { asked: [grant], shown: [{ grant, version }] } },
    () => toCertificateView(version, head, grant, dayInShanghai(ports.now())),
    ports,
  );
}

import type { findCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { recordUse } from '../use/record-use.ts';
import { listSpellings } from './list-spellings.ts';
import type { FindingPorts } from './ports.ts';
import { toCertificateView } from './to-certificate-view.ts';

/** Finds the certificates with a number: one per issuer, as numbers are unique per issuer only. */
export async function findCertificates(
  { caller, requestId, body }: RouteInput<typeof findCertificatesRoute>,
  ports: FindingPorts,
) {
  const type = await ports.types.type(body.type);
  if (type === null) return refused('certificate-type-not-found', { type: body.type });
  const grant = await ports.grants.grantFor(caller, type);
  if (grant === null) {
    await recordUse(
      { caller, requestId },
      { kind: 'look-up', results: 0, certificates: [], refusal: 'no-grant' },
      ports,
    );
    return refused('no-grant');
  }
  const hashes = listSpellings(body.number).map((number) => ports.hashes.number(type.type, number));
  const heads = new Map(
    (await Promise.all(hashes.map((hash) => ports.repository.byNumber(type.type, hash))))
      .flat()
      .map((head) => [head.certificate, head]),
  );
  const day = dayInShanghai(ports.now());
  const views = [...heads.values()].flatMap((head) =>
    head.current === undefined
      ? []
      : [{ certificate: head.certificate, item: toCertificateView(head.current, head, grant, day) }],
  );
  await recordUse(
    { caller, requestId },
    { kind: 'look-up', results: views.length, certificates: views.map(({ certificate }) => certificate) },
    ports,
  );
  return { items: views.map(({ item }) => item) };
}

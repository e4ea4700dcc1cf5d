import type { readCertificateTypeRoute } from '../../../schemas/certificates/type-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { CertificateTypes } from '../ports.ts';
import { listIssuingUnits } from './issuing-units.ts';

/** Reads a type with the units that must issue it. */
export async function readCertificateType(
  { params }: RouteInput<typeof readCertificateTypeRoute>,
  types: Pick<CertificateTypes, 'type'>,
) {
  const type = await types.type(params.type);
  return type === null
    ? refused('certificate-type-not-found', { type: params.type })
    : { ...type, units: listIssuingUnits(type) };
}

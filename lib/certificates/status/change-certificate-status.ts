import type { changeCertificateStatusRoute } from '../../../schemas/certificates/status-routes.ts';
import { operations, certificateStatusNames } from '../../../schemas/certificates/status.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { Failure } from '../../kernel/failure.ts';
import { findVersion } from '../lookup/find-versions.ts';
import { recordUse } from '../use/record-use.ts';
import { performOperation } from './perform-operation.ts';
import type { ChangeCertificateStatusPorts } from './ports.ts';

/** Changes the newest version's status; issuer or centre only. Throws `certificate-busy`. */
export async function changeCertificateStatus(
  {
    caller,
    requestId,
    params: { identifier },
    body: { operation, reason },
  }: RouteInput<typeof changeCertificateStatusRoute>,
  ports: ChangeCertificateStatusPorts,
) {
  const found = await findVersion(caller, identifier, { way: 'look-up' }, ports);
  const context = { caller, requestId };
  const certificates = found.certificate === undefined ? [] : [found.certificate];
  if (found.outcome !== 'found' || !isPermitted(caller, 'act-as-issuer', found.type.department)) {
    const refusal = found.outcome === 'not-found' ? 'certificate-not-found' : 'not-your-certificate';
    await recordUse(context, { kind: 'operation', results: 0, certificates, refusal }, ports);
    return refused(refusal);
  }

  const done = await performOperation(
    found.certificate,
    identifier,
    { operation, reason, at: ports.now(), by: caller.subject },
    ports,
  );
  if ('event' in done) {
    await recordUse(context, { kind: 'operation', results: 1, certificates }, ports);
    return { identifier, event: done.event };
  }
  if (done.impossible === 'busy') throw new Failure('certificate-busy');
  const refusal = done.impossible === 'superseded' ? 'certificate-superseded' : 'operation-not-possible';
  await recordUse(context, { kind: 'operation', results: 0, certificates, refusal }, ports);
  if (done.impossible === 'superseded') return refused('certificate-superseded', { newest: done.newest ?? '' });
  return refused('operation-not-possible', {
    status: certificateStatusNames[done.status],
    operation: operations[operation].name,
  });
}

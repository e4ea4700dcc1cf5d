import type { CertificateUse } from '../../../schemas/certificates/certificate-use.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { AuditPorts } from './ports.ts';

export type RequestContext = { readonly caller: Caller; readonly requestId: string };

export type UseToRecord = Pick<
  CertificateUse,
  'kind' | 'purpose' | 'of' | 'holder' | 'operatorIdentity' | 'grants' | 'matter' | 'caseNumber' | 'refusal'
> & {
  readonly results: number;
  readonly certificates: readonly string[];
};

/** Writes the audit entry of a use or a refusal, before the answer is sent; returns its id. */
export async function recordUse(
  { caller, requestId }: RequestContext,
  { certificates, ...use }: UseToRecord,
  ports: AuditPorts,
): Promise<string> {
  const id = ports.newId();
  const { subject, name, department } = caller;
  await ports.uses.record(
    {
      ...use,
      id,
      at: ports.now(),
      department,
      subject,
      name,
      requestId,
      outcome: use.refusal === undefined ? 'answered' : 'refused',
    },
    certificates,
  );
  return id;
}

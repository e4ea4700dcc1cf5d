import type { CertificateUse } from '../../../schemas/certificates/certificate-use.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { NotingPorts } from './ports.ts';

type Noted = Pick<CertificateUse, 'kind' | 'purpose' | 'of' | 'holder' | 'operatorIdentity' | 'refusal'> & {
  readonly results: number;
  readonly certificates: readonly string[];
};

/** Leaves the trace of a use, of a refused one too; the answer goes out after it. Gives the trace's id. */
export async function noteUse(
  { caller, requestId }: { readonly caller: Caller; readonly requestId: string },
  { certificates, ...noted }: Noted,
  ports: NotingPorts,
): Promise<string> {
  const id = ports.newId();
  const { subject, name, department } = caller;
  await ports.uses.note(
    {
      ...noted,
      id,
      at: ports.now(),
      department,
      subject,
      name,
      requestId,
      outcome: noted.refusal === undefined ? 'answered' : 'refused',
    },
    certificates,
  );
  return id;
}

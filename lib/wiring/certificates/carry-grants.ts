import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { ApplicationContent, FieldDecision } from '../../../schemas/sharing/application.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import { shortNames } from '../../certificates/lookup/short-names.ts';
import { transitionEvent } from '../../sharing/applications/application-events.ts';
import { grantAtOnce } from '../../sharing/applications/grant-at-once.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId, now } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { setting } from '../setting.ts';
import { certificateTypes } from './types.ts';

export type CarriedGrant = Pick<CertificateGrant, 'types' | 'fields' | 'copies'> &
  Pick<ApplicationContent, 'purpose' | 'legalBasis' | 'matter' | 'callsPerDay' | 'until'> & {
    readonly consumer: string;
    readonly by: string;
    readonly department: string;
    readonly reason: string;
  };

/**
 * Makes a grant of each certificate type that an account was granted: for its department, with a purpose, a matter and
 * an end. Types for which the department has such a grant, which it issues itself, or which show none of the fields are
 * passed over, so that a run that was stopped is repeated. Returns how many grants it made.
 */
export async function carryGrants(carried: CarriedGrant): Promise<number> {
  const done = await findCarried(carried);
  const types = (await certificateTypes().all()).filter(
    ({ type, department }) =>
      (carried.types === 'all' || carried.types.includes(type)) && department !== carried.consumer && !done.has(type),
  );
  const { publishedVersion } = publishedCatalogue();
  let made = 0;
  for (const type of types) {
    const version = await publishedVersion(type.type);
    if (version !== null && (await carryType(carried, type, version))) made += 1;
  }
  return made;
}

/** Types whose grant for the same matter is not revoked. */
async function findCarried({ consumer, matter }: CarriedGrant): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  for await (const grant of grantRepository(documentClient(), setting('SHARING_TABLE')).findGrants(
    'consumer',
    consumer,
  ))
    if (grant.target === 'certificate-type' && grant.matter === matter && grant.revoked === undefined)
      done.add(grant.dataset);
  return done;
}

async function carryType(carried: CarriedGrant, type: CertificateType, version: DatasetVersion): Promise<boolean> {
  const { purpose, legalBasis, matter, callsPerDay, until, consumer, by, department, reason, copies } = carried;
  const decisions = decide(carried.fields, type, version);
  if (decisions.length === 0) return false;
  const application = grantAtOnce({
    id: newId(),
    version,
    consumer,
    content: {
      purpose,
      legalBasis,
      matter,
      fields: decisions.map(({ field }) => field),
      filters: [],
      ways: copies ? ['look-up', 'copy'] : ['look-up'],
      callsPerDay,
      until,
    },
    decisions,
    by,
    department,
    reason,
    at: now(),
  });
  return await applicationRepository(documentClient(), sharingTables()).saveApplication(application, {
    event: transitionEvent(application),
    waitsFor: null,
  });
}

/** A grant of the holder's name showed the code in part, too. */
function decide(
  fields: CertificateGrant['fields'],
  type: CertificateType,
  { content }: DatasetVersion,
): readonly FieldDecision[] {
  return content.fields.flatMap(({ key }): FieldDecision[] => {
    const names = shortNames(type, key);
    if (names.length === 0) return [];
    if (fields === 'all' || names.some((name) => fields.includes(name))) return [{ field: key, decision: 'grant' }];
    return key === 'holder_code' && fields.includes('CZZT') ? [{ field: key, decision: 'mask' }] : [];
  });
}

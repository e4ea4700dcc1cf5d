import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Grant as SharingGrant } from '../../../schemas/sharing/grant.ts';
import { certificateGrantRepository } from '../../adapters/certificates/grant-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import { usageCounter } from '../../adapters/sharing/usage-counter.ts';
import { grantFor } from '../../certificates/lookup/grant-for.ts';
import { shortNames } from '../../certificates/lookup/short-names.ts';
import type { Grant, Grants } from '../../certificates/ports.ts';
import { countCalls } from '../../sharing/use/count-calls.ts';
import { maskOf } from '../../sharing/use/granted-values.ts';
import { openCertificates } from '../../sharing/use/open-certificates.ts';
import { usageCounting } from '../../sharing/use/usage-counting.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { now } from '../clock.ts';
import { cacheMs, memoize, ttlCache } from '../memoize.ts';
import { setting } from '../setting.ts';

/** One for the process: it remembers the last minute of each grant. */
const count = memoize(() => usageCounting({ counter: usageCounter(documentClient(), setting('SHARING_TABLE')), now }));

/**
 * Opens SHARING_TABLE, CATALOGUE_TABLE and CERTIFICATE_TYPES_TABLE. Grants are cached for `cacheMs`: a revocation takes
 * effect within it.
 */
export function certificateGrants(): Grants {
  const ofAccounts = certificateGrantRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const { findGrants } = grantRepository(documentClient(), setting('SHARING_TABLE'));
  const accountGrant = ttlCache(cacheMs, async (subject) => ({ grant: await ofAccounts.grant(subject) }));
  const departmentGrants = ttlCache(cacheMs, async (department) => {
    const found: SharingGrant[] = [];
    for await (const grant of findGrants('consumer', department))
      if (grant.target === 'certificate-type') found.push(grant);
    return found;
  });
  const versions = ttlCache(cacheMs, publishedCatalogue().publishedVersions);
  const ports = {
    certificateGrants: async (department: string) => (await departmentGrants(department)) ?? [],
    publishedVersions: async (dataset: string) => (await versions(dataset)) ?? [],
    now,
  };
  return {
    grantFor: async (caller, type, asked) =>
      await grantFor(caller, type, asked, {
        underGrants: async () => {
          const opened = await openCertificates({ caller, type: type.type, ...asked }, ports);
          return isRefused(opened) ? opened : toShown(opened.grant, type);
        },
        ofAccount: async () => (await accountGrant(caller.subject))?.grant ?? null,
      }),
    count: async (uses) => await countCalls(uses, count()),
  };
}

/** The name of a certificate is that of its type. */
function toShown(grant: SharingGrant, type: CertificateType): Grant {
  const shown = grant.fields.flatMap(({ field }) => {
    const mask = maskOf(grant, field);
    return mask === null ? [] : shortNames(type, field).map((name) => [name, mask] as const);
  });
  return { fields: new Map([['ZZMC', 'none'], ...shown]), counted: { id: grant.id, quota: grant.quota } };
}

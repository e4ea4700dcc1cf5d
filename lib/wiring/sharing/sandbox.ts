import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { keyedHash } from '../../adapters/keyed-hash.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import { grantTokens } from '../../adapters/sharing/grant-tokens.ts';
import { usageCounter } from '../../adapters/sharing/usage-counter.ts';
import type { GrantOpenapiPorts, MakeSandboxPorts, SandboxPorts } from '../../sharing/sandbox/ports.ts';
import { usageCounting } from '../../sharing/use/usage-counting.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { now } from '../clock.ts';
import { identityAddresses } from '../identity-addresses.ts';
import { memoize } from '../memoize.ts';
import { recordCatalogue } from '../record-catalogue.ts';
import { setting } from '../setting.ts';

/** No secret: what it hashes is made up, and the function must not have the city's key. */
const sandboxHash = keyedHash('sandbox'.repeat(8));
const tokens = grantTokens(sandboxHash);

const table = () => setting('SHARING_TABLE');

/** One for the process; the meter of a sandbox is an item of its own, beside that of its grant. */
const count = memoize((): SandboxPorts['count'] => {
  const counting = usageCounting({ counter: usageCounter(documentClient(), table()), now });
  return async (grant, counted) => await counting({ ...grant, id: `sandbox#${grant.id}` }, counted);
});

function making(): MakeSandboxPorts & Pick<SandboxPorts, 'grant' | 'publishedVersions' | 'now'> {
  const { publishedVersions, codeLists } = publishedCatalogue();
  return {
    grant: grantRepository(documentClient(), table()).grant,
    publishedVersions,
    now,
    canonical: recordCatalogue().canonical,
    codeLists: async ({ content }) =>
      await codeLists(content.fields.flatMap(({ codeList }) => (codeList === undefined ? [] : [codeList]))),
    hash: sandboxHash.text,
  };
}

/** Opens SHARING_TABLE and the catalogue; no records, no audit log, no subject key. */
export function sandboxPorts(): SandboxPorts {
  return { ...making(), count: count(), tokens };
}

/** Opens the same, and asks the identity provider for its addresses. */
export function grantOpenapiPorts(): GrantOpenapiPorts {
  return { ...making(), identity: identityAddresses(), tokens };
}

import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { grantTokens } from '../../../lib/adapters/sharing/grant-tokens.ts';
import { canonicalValue } from '../../../lib/kernel/formats/canonical-value.ts';
import type { GrantOpenapiPorts, SandboxPorts } from '../../../lib/sharing/sandbox/ports.ts';
import { usageCounting } from '../../../lib/sharing/use/usage-counting.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { placeholderIdentity } from '../../../schemas/openapi/security-schemes.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { counterMemory, grantOf, version as sample } from '../use/use-memory.ts';

const codeLists = seedCodeLists();

/** Entries of the seed catalogue, as they are published. */
export const versions: readonly DatasetVersion[] = seedDatasets().map(({ dataset, content }) => ({
  ...sample,
  dataset,
  content,
}));

export function seedVersion(dataset: string): DatasetVersion {
  const found = versions.find((version) => version.dataset === dataset);
  if (found === undefined) throw new Error(`There is no seed ${dataset}`);
  return found;
}

export const grantOn = (version: DatasetVersion, changes: Partial<Grant> = {}): Grant =>
  grantOf({ dataset: version.dataset, version: version.version, ...changes });

/** Ports of the sandbox over the seed catalogue. */
export function sandboxMemory(grant: Grant, published: readonly DatasetVersion[]) {
  const now = () => '2020-12-05T02:00:30.000Z';
  const hash = keyedHash('sandbox'.repeat(8));
  const counter = counterMemory();
  const ports: SandboxPorts & GrantOpenapiPorts = {
    grant: async (id) => await Promise.resolve(id === grant.id ? grant : null),
    publishedVersions: async () => await Promise.resolve(published),
    now,
    canonical: async (version, key, text) => {
      const field = version.content.fields.find((one) => one.key === key);
      const value =
        field === undefined ? null : canonicalValue(text, field, codeLists.get(field.codeList ?? ''), '2020-12-05');
      return await Promise.resolve(value);
    },
    codeLists: async () => await Promise.resolve(codeLists),
    hash: hash.text,
    count: usageCounting({ counter, now }),
    tokens: grantTokens(hash),
    identity: async () => await Promise.resolve(placeholderIdentity),
  };
  return ports;
}

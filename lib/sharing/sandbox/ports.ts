import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { IdentityAddresses } from '../../../schemas/openapi/security-schemes.ts';
import type { GrantReader, GrantTokens, OpenGrantPorts, RecordFinder } from '../use/ports.ts';
import type { CountUse } from '../use/usage-counting.ts';

export type MakeSandboxPorts = {
  readonly canonical: RecordFinder['canonical'];
  /** Those of the version's fields. */
  readonly codeLists: (version: DatasetVersion) => Promise<ReadonlyMap<string, CodeList>>;
  /** Not keyed by a secret: there is none in a sandbox. */
  readonly hash: (text: string) => string;
};

export type SandboxPorts = GrantReader &
  MakeSandboxPorts &
  Pick<OpenGrantPorts, 'publishedVersions' | 'now'> & {
    /** Counts apart from the uses of the grant, against the same quota. */
    readonly count: CountUse;
    readonly tokens: GrantTokens;
  };

export type GrantOpenapiPorts = GrantReader &
  MakeSandboxPorts &
  Pick<OpenGrantPorts, 'publishedVersions' | 'now'> & {
    readonly identity: () => Promise<IdentityAddresses>;
    readonly tokens: Pick<GrantTokens, 'token'>;
  };

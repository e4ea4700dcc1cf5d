import { z } from 'zod';
import { clientReadme } from './client-readme.ts';
import type { GeneratedClient } from './generate-client.ts';

/** What a client's package uses of the document of a grant. */
export const GrantOpenapi = z.looseObject({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), summary: z.string().optional() })),
  ),
  components: z.looseObject({
    securitySchemes: z.object({
      oauth2: z
        .looseObject({ flows: z.looseObject({ clientCredentials: z.looseObject({ tokenUrl: z.string() }) }) })
        .optional(),
    }),
  }),
});
export type GrantOpenapi = z.infer<typeof GrantOpenapi>;

export type ClientParts = {
  readonly grant: string;
  /** The address of the platform. */
  readonly platform: string;
  readonly document: GrantOpenapi;
  readonly generated: GeneratedClient;
  /** The module of sign-in.ts, in JavaScript. */
  readonly signIn: string;
};

/** The name in package.json, by which a folder is known to hold a client of this grant. */
export const clientPackageName = (grant: string): string => `guiji-grant-${grant.toLowerCase()}`;

/** Files of an npm package without dependencies, by name. It is private, so that nobody publishes it by mistake. */
export function clientPackage(parts: ClientParts): ReadonlyMap<string, string> {
  const { grant, platform, document, generated, signIn } = parts;
  const { title, version } = document.info;
  const name = clientPackageName(grant);
  const tokenEndpoint = document.components.securitySchemes.oauth2?.flows.clientCredentials.tokenUrl;
  const manifest = {
    name,
    version,
    private: true,
    description: title,
    type: 'module',
    exports: { '.': { types: './index.d.ts', default: './index.js' }, './openapi.json': './openapi.json' },
    files: ['*.js', '*.d.ts', 'openapi.json'],
    engines: { node: '>=20' },
  };
  return new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['README.md', clientReadme(name, document)],
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['client.js', generated.program],
    ['client.d.ts', generated.types],
    ['sign-in.js', signIn],
    ['index.js', entryPoint(platform, tokenEndpoint ?? `${platform}/oidc/token`)],
    ['index.d.ts', entryTypes],
  ]);
}

const entryPoint = (platform: string, tokenEndpoint: string): string => `import { GrantClient } from './client.js';
import { signIn, SignInFailed } from './sign-in.js';

export { GrantClient, SignInFailed };

export const connectGrant = (account) =>
  new GrantClient(signIn(account, ${JSON.stringify({ platform, tokenEndpoint })}));
`;

const entryTypes = `import { GrantClient } from './client.js';

export * from './client.js';

export type GrantAccount = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** 平台地址；不写时为生成时的地址。 */
  readonly platform?: string;
  /** 令牌地址；不写时为接口说明文档中的地址。 */
  readonly tokenEndpoint?: string;
  /** 不写时为 api。 */
  readonly scope?: string;
  /** 统一身份认证要求写明受众时填写（RFC 8707）。 */
  readonly audience?: string;
};

/** 没有取得访问令牌：账号或密钥不对，或令牌地址没有发给令牌。 */
export declare class SignInFailed extends Error {
  readonly status: number;
  readonly code: string | undefined;
}

/** 用系统账号连接；令牌自动取得、保存、更换。 */
export declare function connectGrant(account: GrantAccount): GrantClient<unknown>;
`;

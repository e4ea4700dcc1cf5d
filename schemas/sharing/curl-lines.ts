import { z } from 'zod';

/** Of a grant's OpenAPI document: what its curl lines need. */
const Described = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string(),
        requestBody: z
          .object({
            content: z.object({
              'application/json': z.object({
                examples: z.object({ example: z.object({ value: z.unknown() }) }).optional(),
              }),
            }),
          })
          .optional(),
      }),
    ),
  ),
  components: z.object({
    securitySchemes: z.object({
      oauth2: z
        .object({
          flows: z.object({
            clientCredentials: z.object({ tokenUrl: z.string(), scopes: z.record(z.string(), z.string()) }),
          }),
        })
        .optional(),
    }),
  }),
});

type CurlLine = { readonly purpose: string; readonly command: string };

/**
 * Lines for bash with curl and jq that work as they are once GUIJI_ACCOUNT and GUIJI_SECRET are set: a token, then each
 * call of a grant's document that has an example, the sandbox first. `base` is the platform's address. Empty while the
 * identity provider does not tell where tokens are had.
 */
export function curlLines(document: unknown, base: string): readonly CurlLine[] {
  const { paths, components } = Described.parse(document);
  const { oauth2 } = components.securitySchemes;
  if (oauth2 === undefined) return [];
  const { tokenUrl, scopes } = oauth2.flows.clientCredentials;
  const [scope = ''] = Object.keys(scopes);
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { summary, requestBody }]) => {
      const purpose = summary.split(/[：，。]/u)[0] ?? summary;
      const address = quote(`${base}${path}`);
      if (method === 'get') return [{ path, purpose, command: `${withToken} ${address}` }];
      const example = requestBody?.content['application/json'].examples?.example;
      if (example === undefined) return [];
      const body = `-H 'Content-Type: application/json' -d ${quote(JSON.stringify(example.value))}`;
      return [{ path, purpose: nameOf(path) ?? purpose, command: `${withToken} ${body} ${address}` }];
    }),
  );
  const sandboxFirst = calls.toSorted((one, other) => Number(isSandbox(other)) - Number(isSandbox(one)));
  return [
    {
      purpose: '取令牌（一小时内有效）',
      command: `TOKEN=$(curl -s -u "$GUIJI_ACCOUNT:$GUIJI_SECRET" -d grant_type=client_credentials -d ${quote(`scope=${scope}`)} ${quote(tokenUrl)} | jq -r .access_token)`,
    },
    ...sandboxFirst.map(({ purpose, command }) => ({ purpose, command })),
  ];
}

const withToken = 'curl -s -H "Authorization: Bearer $TOKEN"';
const wayNames = { query: '查询', verify: '核验', changes: '读取变更' } as const;

const isSandbox = ({ path }: { readonly path: string }) => path.includes('/sandbox');

function nameOf(path: string): string | undefined {
  const name = new Map<string, string>(Object.entries(wayNames)).get(path.slice(path.lastIndexOf('/') + 1));
  if (name === undefined) return undefined;
  return isSandbox({ path }) ? `沙箱：${name}虚构数据` : `${name}真实数据，计入用量并留下使用记录`;
}

/** For bash: nothing within is read by the shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

import { renderDocsPage } from '../../schemas/openapi/docs-page.ts';
import type { OpenapiDocument } from '../../schemas/openapi/document.ts';
import { openapiDocument } from '../../schemas/openapi/openapi-document.ts';
import type { IdentityAddresses } from '../../schemas/openapi/security-schemes.ts';
import { routes } from '../../schemas/routes.ts';
import { identityAddresses } from './identity-addresses.ts';

export type OpenapiPorts = {
  readonly document: () => Promise<OpenapiDocument>;
  /** Where tokens come from; `undefined` while the provider does not answer. */
  readonly tokenUrl: () => Promise<string | undefined>;
};

/** Builds the document at the first request, and again once the identity provider tells other addresses. */
export function openapiPorts(): OpenapiPorts {
  const addresses = identityAddresses();
  let built: { readonly of: string; readonly document: OpenapiDocument } | undefined;
  const build = (identity: IdentityAddresses): OpenapiDocument => {
    const of = JSON.stringify(identity);
    if (built?.of !== of) built = { of, document: openapiDocument(routes, identity) };
    return built.document;
  };
  return {
    document: async () => build(await addresses()),
    tokenUrl: async () => (await addresses()).endpoints?.tokenUrl,
  };
}

/** Returns OpenAPI 3.1 of every route, for any caller. */
export async function readOpenapi(
  _input: unknown,
  { document }: Pick<OpenapiPorts, 'document'>,
): Promise<Record<string, unknown>> {
  return { ...(await document()) };
}

/** Renders the OpenAPI document as an HTML page, encoded in UTF-8. */
export async function readDocs(
  _input: unknown,
  { document, tokenUrl }: OpenapiPorts,
): Promise<{ readonly file: Uint8Array }> {
  const [described, tokens] = await Promise.all([document(), tokenUrl()]);
  return { file: new TextEncoder().encode(renderDocsPage(described, tokens)) };
}

/** Needs no ports: a monitor must not depend on tables, and must not cost. */
export async function readHealth(): Promise<{ readonly status: 'ok' }> {
  return { status: 'ok' };
}

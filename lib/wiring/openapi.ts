import { renderDocsPage } from '../../schemas/openapi/docs-page.ts';
import type { OpenapiDocument } from '../../schemas/openapi/document.ts';
import { openapiDocument } from '../../schemas/openapi/openapi-document.ts';
import { routes } from '../../schemas/routes.ts';
import { memoize } from './memoize.ts';

export type OpenapiPorts = { readonly document: () => OpenapiDocument };

/** Builds the document at the first request and keeps it while the function is warm. */
export function openapiPorts(): OpenapiPorts {
  return { document: memoize(() => openapiDocument(routes)) };
}

/** Returns OpenAPI 3.1 of every route, for any caller. */
export async function readOpenapi(_input: unknown, { document }: OpenapiPorts): Promise<Record<string, unknown>> {
  return { ...document() };
}

/** Renders the OpenAPI document as an HTML page, encoded in UTF-8. */
export async function readDocs(_input: unknown, { document }: OpenapiPorts): Promise<{ readonly file: Uint8Array }> {
  return { file: new TextEncoder().encode(renderDocsPage(document())) };
}

/** Needs no ports: a monitor must not depend on tables, and must not cost. */
export async function readHealth(): Promise<{ readonly status: 'ok' }> {
  return { status: 'ok' };
}

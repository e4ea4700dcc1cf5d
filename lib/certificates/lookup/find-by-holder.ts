import { z } from 'zod';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CertificateView } from '../../../schemas/certificates/certificate-view.ts';
import type { findByHolderRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { Grant } from '../ports.ts';
import { recordUse } from '../use/record-use.ts';
import { toCertificateView } from './certificate-view.ts';
import { findGrants } from './find-grants.ts';
import type { FindingPorts } from './ports.ts';

/** For one request; a filter that drops most heads gives a short page with a cursor. */
const maxIndexPages = 5;

/** Finds a holder's certificates. Refused unless every requested type is granted. */
export async function findByHolder(
  { caller, requestId, body }: RouteInput<typeof findByHolderRoute>,
  ports: FindingPorts,
) {
  const types = await findRequestedTypes(body.types, ports);
  if ('missing' in types) return refused('certificate-type-not-found', { type: types.missing });
  const granted = await findGrants(caller, types.found, ports.grants);
  const holder = ports.hashes.holder(compactCode(body.holder));
  if (granted.size === 0 || (body.types !== undefined && granted.size < types.found.length)) {
    await recordUse(
      { caller, requestId },
      { kind: 'look-up', holder, results: 0, certificates: [], refusal: 'no-grant' },
      ports,
    );
    return refused('no-grant');
  }

  const scope = `holder/${holder}/${body.status}/${(body.types ?? []).join()}`;
  const after = body.cursor === undefined ? undefined : readCursor(scope, z.string(), body.cursor);
  if (after === null) return refused('cursor-not-valid');
  const { views, next } = await readPage({ ...body, holder, granted, after }, ports);
  const certificates = views.map(({ certificate }) => certificate);
  await recordUse({ caller, requestId }, { kind: 'look-up', holder, results: views.length, certificates }, ports);
  return {
    items: views.map(({ item }) => item),
    ...definedOnly({ next: next === undefined ? undefined : writeCursor(scope, next) }),
  };
}

type HolderQuery = {
  readonly holder: string;
  readonly granted: ReadonlyMap<string, Grant>;
  readonly after: string | undefined;
  readonly status: 'valid' | 'any';
  readonly limit: number;
};
type ViewOfChain = { readonly certificate: string; readonly item: CertificateView };

async function readPage(
  { holder, granted, after, status, limit }: HolderQuery,
  ports: FindingPorts,
): Promise<{ readonly views: readonly ViewOfChain[]; readonly next: string | undefined }> {
  const day = dayInShanghai(ports.now());
  const views: ViewOfChain[] = [];
  let cursor = after;
  for (let pages = 0; pages < maxIndexPages && views.length < limit; pages += 1) {
    const page = await ports.repository.byHolder(holder, { limit: limit - views.length, ...definedOnly({ cursor }) });
    for (const head of page.heads) {
      const grant = granted.get(head.type);
      if (grant === undefined || head.current === undefined) continue;
      const item = toCertificateView(head.current, head, grant, day);
      if (status === 'any' || item.status.validity === 'valid') views.push({ certificate: head.certificate, item });
    }
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return { views, next: cursor };
}

async function findRequestedTypes(
  ids: readonly string[] | undefined,
  ports: Pick<FindingPorts, 'types'>,
): Promise<{ readonly found: readonly CertificateType[] } | { readonly missing: string }> {
  const all = await ports.types.all();
  if (ids === undefined) return { found: all };
  const byId = new Map(all.map((type) => [type.type, type]));
  const missing = ids.find((id) => !byId.has(id));
  return missing === undefined ? { found: [...new Set(ids)].flatMap((id) => byId.get(id) ?? []) } : { missing };
}

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
import { answerCounted, type Shown } from '../use/answer-counted.ts';
import { recordUse } from '../use/record-use.ts';
import { toCertificateView } from './certificate-view.ts';
import { findGrants, nearestRefusal } from './find-grants.ts';
import type { FindingPorts } from './ports.ts';
import { toAskedLookUp } from './to-asked-look-up.ts';

/** For one request; a filter that drops most heads gives a short page with a cursor. */
const maxIndexPages = 5;

/** Finds a holder's certificates. Refused unless every requested type is granted. */
export async function findByHolder(
  { caller, requestId, body }: RouteInput<typeof findByHolderRoute>,
  ports: FindingPorts,
) {
  const types = await findRequestedTypes(body.types, ports);
  if ('missing' in types) return refused('certificate-type-not-found', { type: types.missing });
  const context = { caller, requestId };
  const { asked, named } = toAskedLookUp(body);
  const grants = await findGrants(caller, types.found, asked, ports.grants);
  const { granted } = grants;
  const holder = ports.hashes.holder(compactCode(body.holder));
  const use = { kind: 'look-up', ...named, holder } as const;
  if (granted.size === 0 || (body.types !== undefined && grants.refused.size > 0)) {
    const refusal = nearestRefusal(grants.refused.values());
    await recordUse(context, { ...use, results: 0, certificates: [], refusal: refusal.refused }, ports);
    return refusal;
  }

  const scope = `holder/${holder}/${body.status}/${(body.types ?? []).join()}`;
  const after = body.cursor === undefined ? undefined : readCursor(scope, z.string(), body.cursor);
  if (after === null) return refused('cursor-not-valid');
  const { views, next } = await readPage({ ...body, holder, granted, after }, ports);
  const certificates = views.map(({ certificate }) => certificate);
  return await answerCounted(
    context,
    {
      use: { ...use, results: views.length, certificates },
      under: { asked: [...granted.values()], shown: views, holder },
    },
    () => ({
      items: views.map(({ item }) => item),
      ...definedOnly({ next: next === undefined ? undefined : writeCursor(scope, next) }),
    }),
    ports,
  );
}

type HolderQuery = {
  readonly holder: string;
  readonly granted: ReadonlyMap<string, Grant>;
  readonly after: string | undefined;
  readonly status: 'valid' | 'any';
  readonly limit: number;
};
type ViewOfChain = Shown & { readonly certificate: string; readonly item: CertificateView };

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
      if (status === 'any' || item.status.validity === 'valid')
        views.push({ certificate: head.certificate, item, grant, version: head.current });
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

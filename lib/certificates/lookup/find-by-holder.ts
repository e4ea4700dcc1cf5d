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
import { recordUse } from '../use/record-use.ts';
import { findGrants } from './find-grants.ts';
import type { FindingPorts } from './ports.ts';
import { toCertificateView } from './to-certificate-view.ts';

/** Pages of the index that one question may turn: a filter that fits little gives a short page, and the next goes on from there. */
const maxIndexPages = 5;

/** A holder's certificates of the types that the caller may see; types that were asked for by name must all be granted. */
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
  let cursor = body.cursor === undefined ? undefined : readCursor(scope, z.string(), body.cursor);
  if (cursor === null) return refused('cursor-not-valid');
  const day = dayInShanghai(ports.now());
  const shown: { readonly certificate: string; readonly item: CertificateView }[] = [];
  for (let turn = 0; turn < maxIndexPages && shown.length < body.limit; turn += 1) {
    const page = await ports.repository.byHolder(holder, {
      limit: body.limit - shown.length,
      ...definedOnly({ cursor }),
    });
    for (const head of page.heads) {
      const grant = granted.get(head.type);
      if (grant === undefined || head.current === undefined) continue;
      const item = toCertificateView(head.current, head, grant, day);
      if (body.status === 'any' || item.status.validity === 'valid')
        shown.push({ certificate: head.certificate, item });
    }
    cursor = page.next;
    if (cursor === undefined) break;
  }
  await recordUse(
    { caller, requestId },
    { kind: 'look-up', holder, results: shown.length, certificates: shown.map(({ certificate }) => certificate) },
    ports,
  );
  return {
    items: shown.map(({ item }) => item),
    ...(cursor === undefined ? {} : { next: writeCursor(scope, cursor) }),
  };
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

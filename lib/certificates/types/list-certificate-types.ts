import { z } from 'zod';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CertificateTypeListing, listCertificateTypesRoute } from '../../../schemas/certificates/type-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { CertificateTypes } from '../ports.ts';

/** Lists the types in the order of annex 1. */
export async function listCertificateTypes(
  { query }: RouteInput<typeof listCertificateTypesRoute>,
  types: Pick<CertificateTypes, 'all'>,
) {
  const { department, level, mode, limit } = query;
  const scope = JSON.stringify(['certificate-types', department ?? '', level ?? '', mode ?? '']);
  const after = query.cursor === undefined ? 0 : readCursor(scope, z.int(), query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const matches = (type: CertificateType) =>
    (department === undefined || type.department === department) &&
    (level === undefined || type.levels.includes(level)) &&
    (mode === undefined || type.mode === mode);
  const remaining = (await types.all()).filter((type) => type.serial > after && matches(type));
  const items = remaining.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(toListing),
    ...definedOnly({
      next: last === undefined || remaining.length <= limit ? undefined : writeCursor(scope, last.serial),
    }),
  };
}

function toListing({
  face: _face,
  numberRule: _rule,
  definer: _definer,
  toBeConfirmed,
  ...type
}: CertificateType): CertificateTypeListing {
  return { ...type, toBeConfirmed: toBeConfirmed.length };
}

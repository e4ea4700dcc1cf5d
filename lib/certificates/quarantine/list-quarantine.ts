import { z } from 'zod';
import { quarantineReasons } from '../../../schemas/certificates/quarantine-reasons.ts';
import type { listQuarantineRoute, QuarantineEntry } from '../../../schemas/certificates/quarantine-routes.ts';
import type { QuarantinedRecord } from '../../../schemas/certificates/quarantine.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { ListQuarantinePorts } from './ports.ts';

/** Lists records in quarantine in the order of their keys; refused to departments other than the type's. */
export async function listQuarantine(
  { caller, params, query }: RouteInput<typeof listQuarantineRoute>,
  { types, quarantine, maxIssueAttempts }: ListQuarantinePorts,
) {
  const type = await types.type(params.type);
  if (type === null) return refused('certificate-type-not-found', { type: params.type });
  if (!isPermitted(caller, 'read-coverage', type.department)) return refused('coverage-not-yours');
  const scope = `quarantine/${params.type}`;
  const after = query.cursor === undefined ? '' : readCursor(scope, z.string(), query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const items: QuarantineEntry[] = [];
  for await (const entry of quarantine.failed(type.type)) {
    if (entry.attempts < maxIssueAttempts || entry.record <= after) continue;
    const last = items.at(-1);
    if (last !== undefined && items.length === query.limit) return { items, next: writeCursor(scope, last.record) };
    items.push(toEntry(entry));
  }
  return { items };
}

function toEntry({ record, attempts, at, source, reason }: QuarantinedRecord): QuarantineEntry {
  return {
    record,
    attempts,
    at,
    reason: { code: reason, detail: quarantineReasons[reason] },
    ...definedOnly({ source }),
  };
}

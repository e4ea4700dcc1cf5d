import { z } from 'zod';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { AuditEntry, AuditEntryView } from '../../../schemas/sharing/audit-entry.ts';
import type { findAuditEntriesRoute, listAuditEntriesRoute } from '../../../schemas/sharing/audit-routes.ts';
import type { RecordDataUse } from '../../../schemas/sharing/data-use.ts';
import { isPermitted, isPermittedForAll } from '../../kernel/access-policy.ts';
import { auditOrder } from '../../kernel/audit-order.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { secondsAfter, startOfDay } from '../../kernel/instant.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import type { AuditLogReader, AuditQuery } from '../ports.ts';

export type ListAuditEntriesPorts = ActorPorts & { readonly auditLog: AuditLogReader };

export type FindAuditEntriesPorts = ListAuditEntriesPorts & {
  /** Hashes a citizen's or an organization's number by the city's key; `null` where the text is neither. */
  readonly subjectHash: (text: string) => string | null;
  readonly recordUse: RecordDataUse;
};

const maxExamined = 1_000;
const daySeconds = 24 * 3600;

/** Lists uses of a department's data, or by its people, the newest first. A page examines at most 1,000. */
export async function listAuditEntries(
  { caller, query }: RouteInput<typeof listAuditEntriesRoute>,
  ports: ListAuditEntriesPorts,
) {
  const { side, account, dataset, day, department = caller.department } = query;
  if (!isPermitted(caller, 'read-uses', department)) return refused('department-not-yours');
  const by = side === 'of-data' ? 'provider' : 'department';
  const scope = `audit/${[side, department, account, dataset, day].join('/')}`;
  const index: AuditQuery = account === undefined ? { by, value: department } : { by: 'account', value: account };
  const fits = (entry: AuditEntry) =>
    entry[by] === department &&
    (account === undefined || entry.by === account) &&
    (dataset === undefined || entry.dataset === dataset);
  const bounds = day === undefined ? {} : { from: startOfDay(day), before: secondsAfter(startOfDay(day), daySeconds) };
  return await readPage({ caller, scope, page: query, query: { ...index, ...bounds }, fits }, ports);
}

/** Lists uses of one subject's data, the newest first; records that somebody asked. */
export async function findAuditEntries(
  { caller, body, requestId }: RouteInput<typeof findAuditEntriesRoute>,
  ports: FindAuditEntriesPorts,
) {
  const value = ports.subjectHash(body.subject);
  if (value === null) return refused('subject-not-valid');
  const seesAll = isPermittedForAll(caller, 'read-uses');
  const fits = ({ department, provider }: AuditEntry) =>
    seesAll || department === caller.department || provider === caller.department;
  const search = { caller, scope: `audit/${value}`, page: body, query: { by: 'subject', value }, fits } as const;
  const answer = await readPage(search, ports);
  if ('items' in answer) {
    const use = { caller, requestId, operation: 'find-audit-entries', subjects: [value] };
    await ports.recordUse({ ...use, results: answer.items.length });
  }
  return answer;
}

type Search = {
  readonly caller: Caller;
  readonly scope: string;
  readonly page: { readonly cursor?: string | undefined; readonly limit: number };
  readonly query: AuditQuery;
  readonly fits: (entry: AuditEntry) => boolean;
};

async function readPage({ caller, scope, page, query, fits }: Search, ports: ListAuditEntriesPorts) {
  const before = page.cursor === undefined ? query.before : readCursor(scope, z.string(), page.cursor);
  if (before === null) return refused('cursor-not-valid');
  const items: AuditEntry[] = [];
  let examined = 0;
  let last: string | undefined;
  let next: string | undefined;
  for await (const entry of ports.auditLog.search({ ...query, before })) {
    if (items.length === page.limit || examined === maxExamined) {
      next = last;
      break;
    }
    examined += 1;
    last = auditOrder(entry);
    if (fits(entry)) items.push(entry);
  }
  const actors = await nameActors(
    caller,
    items.map(({ by }) => by),
    ports,
  );
  return {
    items: items.map(toView),
    actors,
    ...definedOnly({ next: next === undefined ? undefined : writeCursor(scope, next) }),
  };
}

function toView({ chain: _chain, number: _number, previous: _previous, subjects, mentions, ...entry }: AuditEntry) {
  return { ...entry, subjects: mentions ?? subjects.length } satisfies z.input<typeof AuditEntryView>;
}

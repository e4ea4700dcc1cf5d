import { isRefused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { GrantedChange } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { readChangesUnderGrantRoute } from '../../../schemas/sharing/use-routes.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { refuseUse, answerUse, type AnswerUsePorts } from './answer-use.ts';
import { grantedValues, passesFilters } from './granted-values.ts';
import { openGrant } from './open-grant.ts';
import type { GrantTokens, OpenGrantPorts, RecordChange, RecordChanges } from './ports.ts';

export type ReadChangesUnderGrantPorts = OpenGrantPorts &
  AnswerUsePorts & { readonly recordChanges: RecordChanges; readonly tokens: GrantTokens };

/** Of changes that a grant does not show so many pages are passed over for one answer. */
const maxPages = 10;

type ShownChange = { readonly change: RecordChange; readonly values: RecordValues | null };

/**
 * Reads the next changes that a grant shows, in the order of publications. A record that stops passing the row filters
 * arrives as removed; one that changed only in what the grant does not show does not arrive. Ids and cursors say
 * nothing of the changes between. Leaves an audit entry, of an empty answer and of a refusal, too.
 */
export async function readChangesUnderGrant(
  { caller, params, body, requestId }: RouteInput<typeof readChangesUnderGrantRoute>,
  ports: ReadChangesUnderGrantPorts,
) {
  const { caseNumber, matter, cursor, limit } = body;
  const call = { caller, requestId, operation: 'read-changes-under-grant', grant: params.grant, caseNumber, matter };
  const opened = await openGrant({ ...call, way: 'changes' }, ports);
  if (isRefused(opened)) return opened;
  const { grant } = opened;
  const start = cursor === undefined ? undefined : ports.tokens.open(grant.id, cursor);
  if (start === null) return await refuseUse(opened, 'cursor-not-valid', ports);
  const page = await readShownPage(grant, { cursor: start, limit }, ports);
  if (isRefused(page)) return await refuseUse(opened, page.refused, ports);
  const items = page.shown.map((shown) => toItem(grant, shown, ports.tokens));
  const subjects = page.shown.flatMap(({ change: { subject } }) => (subject === undefined ? [] : [subject]));
  const answer = { items, next: ports.tokens.seal(grant.id, page.next), more: page.more };
  return await answerUse(opened, { answer, rows: items.length, subjects: [...new Set(subjects)] }, ports);
}

async function readShownPage(
  grant: Grant,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
  { recordChanges }: Pick<ReadChangesUnderGrantPorts, 'recordChanges'>,
): Promise<
  | { readonly shown: readonly ShownChange[]; readonly next: string; readonly more: boolean }
  | Refused<'cursor-not-valid' | 'changes-not-kept'>
> {
  let position = cursor;
  for (let pages = 1; ; pages += 1) {
    const page = await recordChanges(grant.dataset, { limit, ...definedOnly({ cursor: position }) });
    if (isRefused(page)) return page;
    const shown = page.changes.flatMap((change) => toShown(grant, change));
    const { next, more } = page;
    // The first answer of all has no item: a consumer stores its cursor before it applies any.
    if (shown.length > 0 || !more || pages === maxPages || cursor === undefined) return { shown, next, more };
    position = next;
  }
}

/** Empty for a change that the grant does not show. */
function toShown(grant: Grant, change: RecordChange): ShownChange[] {
  const before = shownOf(grant, change.before);
  const after = shownOf(grant, change.after);
  if (after === null) return before === null ? [] : [{ change, values: null }];
  return before !== null && isSame(before, after) ? [] : [{ change, values: after }];
}

function shownOf(grant: Grant, values: RecordValues | undefined): RecordValues | null {
  return values !== undefined && passesFilters(grant, values) ? grantedValues(grant, values) : null;
}

/** Both are in the order of the grant's fields. */
function isSame(one: RecordValues, other: RecordValues): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function toItem(
  { id }: Grant,
  { change: { publication, of, keyHash }, values }: ShownChange,
  { token }: GrantTokens,
): GrantedChange {
  return {
    id: token(id, `${publication}/${of}/${keyHash}`),
    record: token(id, keyHash),
    removed: values === null,
    ...definedOnly({ values: values ?? undefined }),
  };
}

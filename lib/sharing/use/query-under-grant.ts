import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { maxRowsAtOnce, type GrantedRecord } from '../../../schemas/sharing/grant-use.ts';
import type { queryUnderGrantRoute } from '../../../schemas/sharing/use-routes.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import type { DisputedFields } from '../objections/ports.ts';
import { refuseUse, answerUse, type AnswerUsePorts } from './answer-use.ts';
import { findUnderGrant, toAsked, type Asked } from './find-under-grant.ts';
import { grantedValues, shownDisputes } from './granted-values.ts';
import { openGrant } from './open-grant.ts';
import type { GrantTokens, OpenGrantPorts, RecordFinder } from './ports.ts';

export type QueryUnderGrantPorts = OpenGrantPorts &
  AnswerUsePorts & {
    readonly finder: RecordFinder;
    readonly tokens: Pick<GrantTokens, 'token'>;
    readonly disputedFields: DisputedFields;
  };

const findConcurrency = 10;

/**
 * Answers what a grant shows of up to 100 keys or subjects, in the order in which they were asked for. `more` says that
 * there are more than 200 such records. Leaves an audit entry, of a refusal, too.
 */
export async function queryUnderGrant(
  { caller, params, body, requestId }: RouteInput<typeof queryUnderGrantRoute>,
  ports: QueryUnderGrantPorts,
) {
  const { caseNumber, matter } = body;
  const call = { caller, requestId, operation: 'query-under-grant', grant: params.grant, caseNumber, matter } as const;
  const opened = await openGrant({ ...call, way: 'query' }, ports);
  if (isRefused(opened)) return opened;
  const { grant } = opened;
  const found = await mapWithConcurrency(
    findConcurrency,
    toAllAsked(body),
    async (asked) => await findUnderGrant(opened, asked, ports.finder),
  );
  const refusal = found.find((one) => isRefused(one));
  if (refusal !== undefined) return await refuseUse(opened, refusal.refused, ports);
  const shown = found.flatMap((one, asked) => (isRefused(one) ? [] : one.records.map((record) => ({ asked, record }))));
  const disputed =
    shown.length === 0 ? new Map<string, readonly string[]>() : await ports.disputedFields(grant.dataset);
  const items = shown.slice(0, maxRowsAtOnce).map(({ asked, record }): GrantedRecord => ({
    asked,
    record: ports.tokens.token(grant.id, record.keyHash),
    values: grantedValues(grant, record.values),
    ...definedOnly({ disputed: shownDisputes(grant, disputed.get(record.keyHash)) }),
  }));
  const subjects = [...new Set(found.flatMap((one) => (isRefused(one) ? [] : one.subjects)))];
  const answer = { items, more: shown.length > items.length };
  return await answerUse(opened, { answer, rows: items.length, subjects }, ports);
}

function toAllAsked(body: RouteInput<typeof queryUnderGrantRoute>['body']): Asked[] {
  const { keys = [], subjects = [] } = body;
  return [...toAsked(body), ...keys.map((key) => ({ key })), ...subjects.map((subject) => ({ subject }))];
}

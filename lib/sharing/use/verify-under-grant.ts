import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { verifyUnderGrantRoute } from '../../../schemas/sharing/use-routes.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { refuseUse, answerUse, type AnswerUsePorts } from './answer-use.ts';
import { findUnderGrant, toAsked } from './find-under-grant.ts';
import { showsWhole } from './granted-values.ts';
import { openGrant, type OpenGrant } from './open-grant.ts';
import type { OpenGrantPorts, RecordFinder } from './ports.ts';

export type VerifyUnderGrantPorts = OpenGrantPorts & AnswerUsePorts & { readonly finder: RecordFinder };

/**
 * Says whether a grant's rows have a record of this key or subject, and one that has all the given values, without
 * handing out data. Only fields that are granted unmasked may be compared: `yes` would confirm the whole value. A value
 * that does not fit its field's format is `no`. Leaves an audit entry, of a refusal, too.
 */
export async function verifyUnderGrant(
  { caller, params, body, requestId }: RouteInput<typeof verifyUnderGrantRoute>,
  ports: VerifyUnderGrantPorts,
) {
  const { caseNumber, matter, fields = {} } = body;
  const call = { caller, requestId, operation: 'verify-under-grant', grant: params.grant, caseNumber, matter } as const;
  const opened = await openGrant({ ...call, way: 'verify' }, ports);
  if (isRefused(opened)) return opened;
  if (!Object.keys(fields).every((field) => showsWhole(opened.grant, field)))
    return await refuseUse(opened, 'field-not-granted', ports);
  const [asked] = toAsked(body);
  if (asked === undefined) return await refuseUse(opened, 'key-not-complete', ports);
  const found = await findUnderGrant(opened, asked, ports.finder);
  if (isRefused(found)) return await refuseUse(opened, found.refused, ports);
  const { records, subjects } = found;
  const expected = await canonicalValues(opened, fields, ports.finder);
  const answer = { result: compare(records, expected) } as const;
  return await answerUse(opened, { answer, rows: 0, subjects, results: records.length }, ports);
}

/** Normalizes values as records are stored; returns `null` if one is invalid, for no record can have it. */
async function canonicalValues(
  { version }: OpenGrant,
  fields: RecordValues,
  { canonical }: Pick<RecordFinder, 'canonical'>,
): Promise<RecordValues | null> {
  const values: Record<string, string> = {};
  for (const [field, text] of Object.entries(fields)) {
    const value = await canonical(version, field, text);
    if (value === null) return null;
    values[field] = value;
  }
  return values;
}

function compare(records: readonly { readonly values: RecordValues }[], expected: RecordValues | null) {
  if (records.length === 0) return 'not-found';
  const entries = expected === null ? null : Object.entries(expected);
  const isLike = ({ values }: { readonly values: RecordValues }) =>
    entries?.every(([field, value]) => ownValue(values, field) === value) ?? false;
  return records.some(isLike) ? 'yes' : 'no';
}

import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import { withHeaders, type RouteInput } from '../../../schemas/kernel/route.ts';
import type { fileObjectionRoute } from '../../../schemas/sharing/objection-routes.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { answerUse, refuseUse, type AnswerUsePorts } from '../use/answer-use.ts';
import { findUnderGrant, toAsked } from '../use/find-under-grant.ts';
import { openGrant, type OpenGrant } from '../use/open-grant.ts';
import type { FoundRecord, GrantTokens, OpenGrantPorts, RecordFinder } from '../use/ports.ts';
import { viewObjection } from './find-objection.ts';
import type { ObjectionPorts } from './ports.ts';
import { saveObjection } from './save-objection.ts';

export type FileObjectionPorts = ObjectionPorts &
  OpenGrantPorts &
  AnswerUsePorts & { readonly finder: RecordFinder; readonly tokens: Pick<GrantTokens, 'token'> };

type Input = RouteInput<typeof fileObjectionRoute>;

/**
 * Files an objection to a field that a grant in force shows, whole or masked, of a record that it shows. It is counted
 * like a verification and leaves an audit entry, as its answer tells whether there is such a record. Neither the value
 * that is disputed nor whether the suggested one differs from it is told.
 */
export async function fileObjection({ caller, body, requestId }: Input, ports: FileObjectionPorts) {
  const { field, suggested } = body;
  const call = { caller, requestId, operation: 'file-objection', grant: body.grant, way: 'any' } as const;
  const opened = await openGrant(call, ports);
  if (isRefused(opened)) return opened;
  const { grant, version } = opened;
  if (!grant.fields.some((one) => one.field === field)) return await refuseUse(opened, 'field-not-shown', ports);
  const canonical = suggested === undefined ? undefined : await ports.finder.canonical(version, field, suggested);
  if (canonical === null) return await refuseUse(opened, 'suggestion-not-valid', ports);
  const [asked] = toAsked(body);
  const found = asked === undefined ? refused('key-not-complete') : await findUnderGrant(opened, asked, ports.finder);
  if (isRefused(found)) return await refuseUse(opened, found.refused, ports);
  const { records, subjects } = found;
  const used = await answerUse(opened, { answer: null, rows: 0, subjects }, ports);
  if (used.answer !== null) return withHeaders(used.headers, used.answer);
  const token = ({ keyHash }: FoundRecord) => ports.tokens.token(grant.id, keyHash);
  const record = records.find((one) => body.record === undefined || token(one) === body.record);
  if (record === undefined) return withHeaders(used.headers, refused('record-not-shown'));
  const objection = buildObjection({ caller, body }, opened, {
    record,
    token: token(record),
    suggested: canonical,
    id: ports.newObjectionId(),
    at: ports.now(),
  });
  const fault = await saveObjection(objection, null, ports);
  if (fault !== null) return withHeaders(used.headers, refused(fault));
  return withHeaders(used.headers, await viewObjection({ caller, requestId }, objection, ports));
}

type Facts = {
  readonly record: FoundRecord;
  readonly token: string;
  readonly suggested: string | undefined;
  readonly id: string;
  readonly at: string;
};

function buildObjection(
  { caller, body }: Pick<Input, 'caller' | 'body'>,
  { grant }: OpenGrant,
  { record, token, suggested, id, at }: Facts,
): Objection {
  const { keyHash, seq, subject } = record;
  return {
    id,
    dataset: grant.dataset,
    provider: grant.provider,
    consumer: grant.consumer,
    grant: grant.id,
    record: token,
    keyHash,
    seq,
    field: body.field,
    evidence: body.evidence,
    state: 'awaiting-verification',
    createdAt: at,
    createdBy: caller.subject,
    transitions: [],
    lockVersion: 1,
    ...definedOnly({ subject, suggested }),
  };
}

import { z } from 'zod';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { isRefused, kernelRefusals, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { SubjectViewEntry } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { useRefusals } from '../../../schemas/sharing/use-refusals.ts';
import type { viewSubjectRoute } from '../../../schemas/sharing/use-routes.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { isThrottled } from '../../kernel/is-throttled.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { grantStatus } from './grant-status.ts';
import type { GrantList } from './ports.ts';
import { queryUnderGrant, type QueryUnderGrantPorts } from './query-under-grant.ts';

export type ViewSubjectPorts = QueryUnderGrantPorts &
  GrantList & {
    /** A grant whose query failed is shown as such; the failure is logged here, once. */
    readonly reportFailure: (requestId: string, error: unknown) => void;
  };

type ViewInput = RouteInput<typeof viewSubjectRoute>;

const grantConcurrency = 4;
const phrases = { ...kernelRefusals, ...useRefusals };

/**
 * Queries one subject under each grant of the caller's department that is in force for queries, the newest application
 * first, up to 20 a call. Each is a query of its own: read, counted and recorded as such, also where it finds nothing,
 * because that is an answer too, and a quota that is used up must not tell whether there was anything. Grants for
 * another matter, and those of datasets that do not have such a subject, are left out; neither depends on data.
 */
export async function viewSubject(input: ViewInput, ports: ViewSubjectPorts) {
  const { caller, body } = input;
  const scope = `subject-view/${caller.department}`;
  const before = body.cursor === undefined ? undefined : readCursor(scope, z.ulid(), body.cursor);
  if (before === null) return refused('cursor-not-valid');
  const page = await findPage(caller, { body, before, day: dayInShanghai(ports.now()) }, ports);
  const items = await mapWithConcurrency(
    grantConcurrency,
    page.grants,
    async (grant) => await viewUnderGrant(grant, input, ports),
  );
  return { items, ...definedOnly({ next: page.last === undefined ? undefined : writeCursor(scope, page.last) }) };
}

async function findPage(
  caller: Caller,
  { body, before, day }: { readonly body: ViewInput['body']; readonly before: string | undefined; readonly day: Day },
  ports: ViewSubjectPorts,
): Promise<{ readonly grants: readonly Grant[]; readonly last?: string }> {
  const grants: Grant[] = [];
  for await (const grant of ports.findGrants('consumer', caller.department, before)) {
    const isAsked =
      isPermitted(caller, 'use-grant', grant.consumer) &&
      grantStatus(grant, day) === 'in-force' &&
      grant.ways.includes('query') &&
      (body.matter === undefined || body.matter === grant.matter);
    if (!isAsked || !(await mayHaveSubject(grant, body.subject, ports))) continue;
    const last = grants.at(-1);
    if (grants.length === body.limit && last !== undefined) return { grants, last: last.id };
    grants.push(grant);
  }
  return { grants };
}

/** By the catalogue alone: the dataset has a field of subjects, and the number has its format. */
async function mayHaveSubject({ dataset }: Grant, text: string, ports: ViewSubjectPorts): Promise<boolean> {
  const version = (await ports.publishedVersions(dataset)).at(-1);
  // A query under such a grant says that its dataset is withdrawn.
  if (version === undefined) return true;
  const { subject } = version.content;
  return subject !== undefined && (await ports.finder.canonical(version, subject.field, text)) !== null;
}

async function viewUnderGrant(
  grant: Grant,
  { caller, requestId, body: { subject, caseNumber, matter } }: ViewInput,
  ports: ViewSubjectPorts,
): Promise<SubjectViewEntry> {
  const { id, dataset, provider, fields } = grant;
  const entry = { grant: id, dataset, provider, matter: grant.matter, fields };
  const body = { subject, caseNumber, ...definedOnly({ matter }) };
  try {
    const outcome = await queryUnderGrant({ caller, requestId, params: { grant: id }, query: {}, body }, ports);
    if (isRefused(outcome)) return { ...entry, refusal: toRefusal(outcome, {}) };
    const { answer, headers } = outcome;
    return isRefused(answer) ? { ...entry, refusal: toRefusal(answer, headers) } : { ...entry, answer };
  } catch (error) {
    ports.reportFailure(requestId, error);
    return { ...entry, refusal: toRefusal(refused(isThrottled(error) ? 'service-busy' : 'internal-error'), {}) };
  }
}

function toRefusal(
  { refused: code, facts }: Refused<keyof typeof phrases>,
  headers: Readonly<Record<string, string>>,
): NonNullable<SubjectViewEntry['refusal']> {
  const { title, detail } = phrases[code];
  const seconds = headers['retry-after'];
  return {
    code,
    title,
    detail: fillPhrase(detail, facts),
    ...definedOnly({ retryAfterSeconds: seconds === undefined ? undefined : Number(seconds) }),
  };
}

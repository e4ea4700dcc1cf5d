import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { hasHeaders, withHeaders, type RouteInput, type WithHeaders } from '../../../schemas/kernel/route.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type {
  querySandboxRoute,
  readSandboxChangesRoute,
  readSandboxRoute,
  verifySandboxRoute,
} from '../../../schemas/sharing/sandbox-routes.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { showsWhole } from '../use/granted-values.ts';
import type { FoundRecord } from '../use/ports.ts';
import { queryUnderGrant } from '../use/query-under-grant.ts';
import { readChangesUnderGrant } from '../use/read-changes-under-grant.ts';
import { verifyUnderGrant } from '../use/verify-under-grant.ts';
import { makeSandbox, recordsThroughFilters } from './make-sandbox.ts';
import { openPartnerGrant } from './open-partner-grant.ts';
import type { SandboxPorts } from './ports.ts';

/** So many of each are listed. */
const listed = 10;
/** Stands for the case number, which a sandbox does not record. */
const caseNumber = 'sandbox';
/** A partner builds before the grant begins. */
const longAgo = '1970-01-01';

/** The same function as of real data, on the records of the sandbox. */
export async function querySandbox(input: RouteInput<typeof querySandboxRoute>, ports: SandboxPorts) {
  const opened = await openSandbox(input, ports);
  if (isRefused(opened)) return opened;
  const body = { ...input.body, caseNumber };
  return mark(await queryUnderGrant({ ...input, body }, opened));
}

/** The same function as of real data, on the records of the sandbox. */
export async function verifySandbox(input: RouteInput<typeof verifySandboxRoute>, ports: SandboxPorts) {
  const opened = await openSandbox(input, ports);
  if (isRefused(opened)) return opened;
  const body = { ...input.body, caseNumber };
  return mark(await verifyUnderGrant({ ...input, body }, opened));
}

/** The same function as of real data, on the records of the sandbox. */
export async function readSandboxChanges(input: RouteInput<typeof readSandboxChangesRoute>, ports: SandboxPorts) {
  const opened = await openSandbox(input, ports);
  return isRefused(opened) ? opened : mark(await readChangesUnderGrant(input, opened));
}

/** Lists what can be asked for, as a caller cannot know numbers that are made up. */
export async function readSandbox({ caller, params }: RouteInput<typeof readSandboxRoute>, ports: SandboxPorts) {
  const opened = await openPartnerGrant(
    params.grant,
    (grant) => isPermitted(caller, 'use-grant', grant.consumer),
    ports,
  );
  if (isRefused(opened)) return opened;
  const { grant, version } = opened;
  const { key, subject } = version.content;
  const shown = recordsThroughFilters(grant, await makeSandbox(grant, version, ports)).slice(0, listed);
  const pick = ({ values }: FoundRecord, fields: readonly string[]) =>
    Object.fromEntries(fields.map((field) => [field, values[field] ?? '']));
  return {
    sandbox: true as const,
    subjects: subject === undefined ? [] : [...new Set(shown.flatMap(({ values }) => values[subject.field] ?? []))],
    keys: key.every((field) => showsWhole(grant, field)) ? shown.map((record) => pick(record, key)) : [],
  };
}

type Call = { readonly caller: Caller; readonly params: { readonly grant: string } };

/** Whether there is a grant is decided before anything is made. */
async function openSandbox({ caller, params }: Call, ports: SandboxPorts) {
  const mayUse = (grant: Grant) => isPermitted(caller, 'use-grant', grant.consumer);
  const opened = await openPartnerGrant(params.grant, mayUse, ports);
  if (isRefused(opened)) return opened;
  const { grant, version } = opened;
  const { finder, recordChanges } = await makeSandbox(grant, version, ports);
  return {
    grant: async () => await Promise.resolve({ ...grant, from: longAgo }),
    publishedVersions: ports.publishedVersions,
    now: ports.now,
    // A sandbox is not a use of data.
    recordUse: async () => await Promise.resolve(),
    disputedFields: async () => await Promise.resolve(new Map<string, readonly string[]>()),
    count: ports.count,
    tokens: ports.tokens,
    finder,
    recordChanges,
  };
}

/** Puts `sandbox: true` into an answer, whatever its headers; a refusal stays as it is. */
function mark<Answer extends object, Code extends string>(answer: Refused<Code> | WithHeaders<Answer | Refused<Code>>) {
  if (!hasHeaders(answer)) return answer;
  const { headers, answer: inside } = answer;
  return withHeaders(headers, isRefused(inside) ? inside : { ...inside, sandbox: true as const });
}

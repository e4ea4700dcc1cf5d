import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { proofOperation } from '../../../schemas/sharing/grant-proof.ts';
import type { Grant, GrantProof } from '../../../schemas/sharing/grant.ts';
import { Failure } from '../../kernel/failure.ts';
import { dayInShanghai, secondsAfter, startOfDay } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { suspensionEvent } from '../applications/application-events.ts';
import { waitsFor } from '../applications/transitions.ts';
import { grantStatus } from '../use/grant-status.ts';
import type { ProveGrantsPorts } from './ports.ts';
import { proveGrant, type Proven } from './prove-grant.ts';

type Run = { readonly requestId: string; readonly remainingMs: () => number };

const pageSize = 100;
const proofConcurrency = 4;
/** A proof of a grant takes less, with the waiting. */
const reservedMs = 60_000;
const nightBeginsAfterSeconds = 3_600;
const maxAttempts = 10;

/**
 * Proves each grant in force once a night, from one o'clock on, the newest first; one that is suspended each hour until
 * a proof passes. Where a run stops follows from the proofs themselves: the next one goes on with the grants that have
 * none of this night, as after a run that died. A grant that cannot be proven, as a failure of ours, is passed over and
 * thrown after the rest; only an answer that differs from its grant suspends.
 */
export async function proveGrants(ports: ProveGrantsPorts, run: Run): Promise<void> {
  const attempts: PromiseSettledResult<void>[] = [];
  const hasTime = () => run.remainingMs() > reservedMs;
  for await (const page of newestFirst(ports)) {
    const due = page.filter((application) => isDue(application, ports.now()));
    const settled = await mapWithConcurrency(proofConcurrency, due, async (application) => {
      const [attempt] = await Promise.allSettled(hasTime() ? [prove(application, run, ports)] : []);
      return attempt === undefined ? [] : [attempt];
    });
    attempts.push(...settled.flat());
    if (!hasTime()) break;
  }
  for (const attempt of attempts) if (attempt.status === 'rejected') throw attempt.reason;
}

async function* newestFirst({ listApplications }: ProveGrantsPorts): AsyncIterable<readonly Application[]> {
  let before: string | undefined;
  do {
    const page = await listApplications({
      of: { all: true },
      accepts: ({ grant }) => grant !== undefined,
      before,
      limit: pageSize,
    });
    yield page;
    before = page.length === pageSize ? page.at(-1)?.id : undefined;
  } while (before !== undefined);
}

/** In force, and not proven since this night began; or suspended, and not proven right since. */
export function isDue({ grant, proof }: Pick<Application, 'grant' | 'proof'>, now: Instant): boolean {
  if (grant === undefined || grantStatus(grant, dayInShanghai(now)) !== 'in-force') return false;
  // A certificate is no record: its grant is not proven here.
  if (grant.target !== 'dataset') return false;
  if (proof === undefined || proof.at < nightBefore(now)) return true;
  return proof.suspended !== undefined && proof.outcome === 'failed';
}

function nightBefore(now: Instant): Instant {
  const day = dayInShanghai(secondsAfter(now, -nightBeginsAfterSeconds));
  return secondsAfter(startOfDay(day), nightBeginsAfterSeconds);
}

/** The audit entry comes before the result: nothing is known that nobody can look up. */
async function prove(application: Application, run: Run, ports: ProveGrantsPorts): Promise<void> {
  const { grant } = application;
  if (grant === undefined) return;
  const proven = await proveGrant(grant.id, ports);
  if (proven === null) return;
  await recordProof(grant, proven, { ...ports, requestId: run.requestId });
  await keepResult(application.id, proven, ports);
}

async function recordProof(
  { id, dataset, provider, matter }: Grant,
  { records, subjects, fault }: Proven,
  { recordUse, centres, requestId }: Pick<ProveGrantsPorts, 'recordUse' | 'centres'> & { readonly requestId: string },
): Promise<void> {
  const [centre = provider] = await centres();
  await recordUse({
    caller: { subject: 'platform', department: centre },
    requestId,
    operation: proofOperation,
    dataset,
    provider,
    grant: id,
    matter,
    results: records,
    subjects: [...subjects],
    ...(fault === null ? {} : { refusal: `proof-${fault.code}` }),
  });
}

/** Fails closed: a suspension is written also where somebody changes the application meanwhile. */
async function keepResult(id: string, { records, fault }: Proven, ports: ProveGrantsPorts): Promise<void> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const application = await ports.application(id);
    if (application === undefined) return;
    const at = ports.now();
    const before = application.proof?.suspended;
    const suspended = before ?? (fault === null ? undefined : { at, fault });
    const proof: GrantProof = {
      at,
      outcome: fault === null ? 'passed' : 'failed',
      records,
      ...(fault === null ? {} : { fault }),
      ...(suspended === undefined ? {} : { suspended }),
    };
    const isNew = before === undefined && suspended !== undefined;
    const change = isNew
      ? {
          event: suspensionEvent(application, { at, by: 'platform', action: 'suspend' }),
          waitsFor: waitsFor({ ...application, proof }),
        }
      : null;
    if (await ports.saveProof(application, proof, change)) {
      if (isNew) ports.noteSuspension(id);
      return;
    }
  }
  throw new Failure('grant-not-proven', { grant: id });
}

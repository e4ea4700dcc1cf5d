import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Grant, ProofFault, ProofFaultCode, waysOfTarget } from '../../../schemas/sharing/grant.ts';
import { chooseRecords } from './choose-records.ts';
import type { ProveGrantPorts, ProvenUse } from './ports.ts';
import type { Found, Proof } from './proof-calls.ts';
import { proveChanges } from './prove-changes.ts';
import { proveFile } from './prove-file.ts';
import { proveQuery } from './prove-query.ts';
import { proveVerify } from './prove-verify.ts';

/** What one proof found. */
export type Proven = {
  readonly records: number;
  readonly fault: ProofFault | null;
  /** Keyed hashes of those whose data was read. */
  readonly subjects: ReadonlySet<string>;
};

/** Each way of records, by the code that answers callers, without counting and without a caller's audit entry. */
const proveWay = {
  query: proveQuery,
  verify: proveVerify,
  changes: proveChanges,
  file: proveFile,
} as const satisfies Record<(typeof waysOfTarget)['dataset'][number], (proof: Proof, use: ProvenUse) => Promise<Found>>;

/** Indexes are eventually consistent: what is lacking may only not have arrived. */
const waitsMs = [1_000, 5_000] as const;
const late: ReadonlySet<ProofFaultCode> = new Set(['row-missing', 'refused', 'value-differs', 'field-missing']);

/**
 * Uses a grant by each of its ways with a record that is really stored, and one that its row filters exclude, and
 * compares the answers with a second reading of the grant. What differs because something was published or decided
 * meanwhile is proven again; `null` when that happened each time, or the grant is gone.
 */
export async function proveGrant(id: string, ports: ProveGrantPorts): Promise<Proven | null> {
  for (let attempt = 0; attempt <= waitsMs.length; attempt += 1) {
    const grant = await ports.grant(id);
    if (grant === null || grant.revoked !== undefined) return null;
    const versions = await ports.publishedVersions(grant.dataset);
    const { publication, proven } = await proveOnce(grant, versions, ports);
    if (proven.fault === null) return proven;
    const isLast = attempt === waitsMs.length;
    if (await isUnchanged({ grant, versions, publication }, ports))
      if (isLast || !late.has(proven.fault.code)) return proven;
    await ports.wait(waitsMs[attempt] ?? 0);
  }
  return null;
}

async function isUnchanged(
  before: { readonly grant: Grant; readonly versions: readonly DatasetVersion[]; readonly publication: number },
  ports: ProveGrantPorts,
): Promise<boolean> {
  const { id, dataset } = before.grant;
  const [grant, versions, publication] = await Promise.all([
    ports.grant(id),
    ports.publishedVersions(dataset),
    ports.publicationOf(dataset),
  ]);
  return JSON.stringify({ grant, versions, publication }) === JSON.stringify(before);
}

async function proveOnce(grant: Grant, versions: readonly DatasetVersion[], ports: ProveGrantPorts) {
  const { dataset } = grant;
  const sample = await ports.sample(dataset);
  const subjects = new Set<string>();
  const version = versions.at(-1);
  const chosen = await chooseRecords(grant, sample);
  const asked = [chosen.granted, chosen.excluded].filter((record) => record !== undefined);
  const records = asked.length;
  for (const { subject } of asked) if (subject !== undefined) subjects.add(subject);
  const proof = { grant, chosen, endedBy: endOf(grant, versions), now: ports.now, subjects };
  // Of a withdrawn entry nothing is known any more by which to ask: each call is refused by the same few lines.
  const fault = version === undefined ? null : await firstFault({ ...proof, version }, ports);
  return { publication: sample.publication, proven: { records, fault, subjects } satisfies Proven };
}

/** A breaking version since the grant's ends its use: a field's key may mean something else. */
function endOf({ version }: Grant, versions: readonly DatasetVersion[]): Proof['endedBy'] {
  if (versions.length === 0) return 'dataset-not-shared';
  return versions.some((one) => one.version > version && one.compatibility === 'breaking') ? 'grant-superseded' : null;
}

async function firstFault(proof: Proof, { use }: ProveGrantPorts): Promise<ProofFault | null> {
  for (const way of proof.grant.ways) {
    if (way === 'look-up' || way === 'copy') continue;
    const code = await proveWay[way](proof, use);
    if (code !== null) return { way, code };
  }
  return null;
}

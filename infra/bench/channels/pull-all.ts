import type { PullStore } from '../../../lib/collection/sources/ports.ts';
import { atTheEnd, readPages } from '../../../lib/collection/sources/pull/read-pages.ts';
import type { SourceLease } from '../../../lib/collection/sources/pull/source-lease.ts';
import { listPages } from '../../../lib/collection/sources/pull/submit-delivery.ts';
import { sourceOpening } from '../../../lib/wiring/collection/source-connectors.ts';
import { KeptSource, Run, type SourceDeclaration } from '../../../schemas/collection/sources/source.ts';
import { password } from '../../databases/running-database.ts';
import { benchVersion } from './bench-version.ts';
import { platformAccount } from './channel-table.ts';

const now = () => new Date().toISOString();
const pull = '01KB000000000000000000BENC';

/** Reads a source to its end, as one run of `pull-source` does, but for the notes in the table of sources. Answers the pull's id. */
export async function pullAll(declaration: SourceDeclaration, pulls: PullStore): Promise<string> {
  const { dataset, content } = benchVersion;
  const { openSource } = sourceOpening({ read: () => Promise.resolve({ user: platformAccount, password }) });
  const source = KeptSource.parse({
    dataset,
    channel: declaration.channel,
    department: content.metadata.provider,
    state: 'running',
    revision: 1,
    declaration,
    timetable: { reconcile: 'never' },
    decisions: [],
    health: { streak: 0, breaker: 'closed' },
    version: 1,
    replays: [],
    fencingToken: 1,
  });
  const run = Run.parse({
    id: pull,
    purpose: 'asked',
    mode: 'full',
    revision: 1,
    phase: 'reading',
    by: 'bench',
    begun: now(),
    segments: [],
    pages: 0,
    rows: 0,
    bytes: 0,
    seconds: 0,
    attempts: 0,
  });
  const lease: SourceLease = {
    key: { dataset, channel: declaration.channel },
    fencingToken: 1,
    change: () => Promise.resolve(source),
    decide: () => Promise.resolve(source),
    rest: () => Promise.resolve(null),
  };
  const read = await readPages(
    source,
    run,
    benchVersion,
    lease,
    { now, openSource, pulls, sourceSettings: { leaseSeconds: 300, attempts: 3 } },
    () => false,
  );
  if (read.run.place !== atTheEnd) throw new Error('the source was not read to its end');
  await listPages(source, read.run, benchVersion, { pulls });
  return pull;
}

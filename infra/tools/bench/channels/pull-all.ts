import type { PullStore } from '../../../../lib/collection/sources/ports.ts';
import { endCheckpoint, readPages } from '../../../../lib/collection/sources/pull/read-run.ts';
import type { SourceLease } from '../../../../lib/collection/sources/pull/source-lease.ts';
import { writePullManifest } from '../../../../lib/collection/sources/pull/submit-delivery.ts';
import { sourceConnectors } from '../../../../lib/wiring/collection/source-connectors.ts';
import { ReadingRun, SourceRecord, type SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import { password } from '../../../local/database-servers/running-database.ts';
import { benchVersion } from './bench-version.ts';
import { platformAccount } from './channel-table.ts';

const now = () => new Date().toISOString();
const pull = '01KB000000000000000000BENC';

/** Reads as `pullSource` does, without a table of sources. Answers the pull's id. */
export async function pullAll(declaration: SourceDeclaration, pulls: PullStore): Promise<string> {
  const { dataset, content } = benchVersion;
  const { openSource } = sourceConnectors({ read: () => Promise.resolve({ user: platformAccount, password }) });
  const source = SourceRecord.parse({
    dataset,
    channel: declaration.channel,
    department: content.metadata.provider,
    state: 'running',
    declarationVersion: 1,
    declaration,
    secret: { parts: ['user', 'password'], at: now() },
    timetable: { reconcile: 'never' },
    decisions: [],
    health: { streak: 0, breaker: 'closed' },
    lockVersion: 1,
    replays: [],
    fencingToken: 1,
  });
  const run = ReadingRun.parse({
    id: pull,
    purpose: 'requested',
    mode: 'full',
    declarationVersion: 1,
    phase: 'reading',
    by: 'bench',
    startedAt: now(),
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
    changeIfUnchanged: () => Promise.resolve(source),
    release: () => Promise.resolve(null),
  };
  const read = await readPages(source, run, {
    version: benchVersion,
    lease,
    ports: { now, openSource, pulls, sourceSettings: { leaseSeconds: 300, attempts: 3 } },
    isTimeShort: () => false,
  });
  if (read.run.checkpoint !== endCheckpoint) throw new Error('the source was not read to its end');
  await writePullManifest(source, read.run, { version: benchVersion, ports: { pulls } });
  return pull;
}

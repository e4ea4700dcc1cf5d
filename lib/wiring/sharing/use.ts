import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { stagingStore } from '../../adapters/object-store/staging-store.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import { grantTokens } from '../../adapters/sharing/grant-tokens.ts';
import { usageCounter } from '../../adapters/sharing/usage-counter.ts';
import type { AnswerUsePorts } from '../../sharing/use/answer-use.ts';
import type { ListGrantsPorts } from '../../sharing/use/list-grants.ts';
import type { OpenGrantPorts } from '../../sharing/use/ports.ts';
import type { QueryUnderGrantPorts } from '../../sharing/use/query-under-grant.ts';
import type { ReadChangesUnderGrantPorts } from '../../sharing/use/read-changes-under-grant.ts';
import type { ReadGrantPorts, ReadGrantUsagePorts } from '../../sharing/use/read-grant.ts';
import { usageCounting } from '../../sharing/use/usage-counting.ts';
import type { VerifyUnderGrantPorts } from '../../sharing/use/verify-under-grant.ts';
import { actorPorts } from '../actors.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { now } from '../clock.ts';
import { cacheMs, memoize, ttlCache } from '../memoize.ts';
import { objectClient } from '../object-client.ts';
import { openDatasetStates, openFindPorts, openRecordVersions } from '../records.ts';
import { setting } from '../setting.ts';
import { subjectHash } from '../subject-hash.ts';
import { recordDataUse } from './audit.ts';
import { recordChanges, recordFinder } from './record-access.ts';

const grants = () => grantRepository(documentClient(), setting('SHARING_TABLE'));
const counter = () => usageCounter(documentClient(), setting('SHARING_TABLE'));

/** One for the process: it remembers the last minute of each grant. */
const count = memoize(() => usageCounting({ counter: counter(), now }));

/** Grants and versions are cached for `cacheMs`: a revocation takes effect within it. */
const cachedReads = memoize((): Pick<OpenGrantPorts, 'grant' | 'publishedVersions'> => {
  const { grant } = grants();
  const known = ttlCache(cacheMs, async (id) => (await grant(id)) ?? undefined);
  const versions = ttlCache(cacheMs, publishedCatalogue().publishedVersions);
  return {
    grant: async (id) => (await known(id)) ?? null,
    publishedVersions: async (dataset) => (await versions(dataset)) ?? [],
  };
});

/** What every use of a grant needs. */
export function usePorts(): OpenGrantPorts & AnswerUsePorts {
  return { ...cachedReads(), recordUse: recordDataUse(), count: count(), now };
}

const tokens = async () => grantTokens(await subjectHash());
const finder = async () => recordFinder({ ...(await openFindPorts()), datasetStates: openDatasetStates() });

/** Opens SHARING_TABLE, catalogue, dataset states, records and the audit log; reads the subject key. */
export async function queryUnderGrantPorts(): Promise<QueryUnderGrantPorts> {
  return { ...usePorts(), finder: await finder(), tokens: await tokens() };
}

/** Opens the same. */
export async function verifyUnderGrantPorts(): Promise<VerifyUnderGrantPorts> {
  return { ...usePorts(), finder: await finder() };
}

/** Opens the same, with indexes and change logs in WORK_BUCKET. */
export async function readChangesUnderGrantPorts(): Promise<ReadChangesUnderGrantPorts> {
  const objects = stagingStore(objectClient(), setting('WORK_BUCKET'));
  const feed = {
    datasetStates: openDatasetStates(),
    versions: openRecordVersions(),
    indexFile: objects,
    changeLogs: objects,
  };
  return { ...usePorts(), recordChanges: recordChanges(feed), tokens: await tokens() };
}

/** Opens SHARING_TABLE, with the names of accounts and departments. */
export function listGrantsPorts(): ListGrantsPorts {
  return { ...actorPorts(), findGrants: grants().findGrants, now };
}

/** Opens the same with the catalogue; nothing is cached. */
export function readGrantPorts(): ReadGrantPorts {
  const { publishedVersions } = publishedCatalogue();
  return { ...actorPorts(), grant: grants().grant, publishedVersions, now };
}

/** Opens SHARING_TABLE. */
export function readGrantUsagePorts(): ReadGrantUsagePorts {
  return { grant: grants().grant, counter: counter(), now };
}

import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { QuarantineReason } from '../../../schemas/certificates/quarantine.ts';
import type { Visibility } from '../../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import type { RecordVersionReader } from '../../kernel/newest-visible.ts';
import { isVisible } from '../../kernel/visibility.ts';
import { holderHashes } from '../holders.ts';
import { canonicalIdentifier, formatIdentifier, locateCertificate, formatSerial } from '../identifier.ts';
import { readableHead } from '../readable-head.ts';
import { buildDocument, findIssueFailure, issuedYear, provincialIdentifier, type FaceData } from './build-document.ts';
import { nextChainAction, platform, type ChainAction, type RecordState } from './next-chain-action.ts';
import type { IssueRecordPorts } from './ports.ts';

const concurrency = 16;

export type FaceType = { readonly type: CertificateType; readonly face: FaceData };
type IssueContext = FaceType & {
  readonly ports: IssueRecordPorts;
  readonly seq: number;
  readonly failed: FailedRecord[];
};
type IssueAction = Extract<ChainAction, { kind: 'issue' }>;

/** `hasMore`: further record versions follow `version`. */
type ChainPlan = {
  readonly record: string;
  readonly version: RecordVersion | null;
  readonly action: ChainAction;
  readonly hasMore: boolean;
};

/** A record that could not be issued, through its own fault. */
export type FailedRecord = {
  readonly record: string;
  readonly reason: QuarantineReason;
  /** The published sequence that was tried. */
  readonly seq: number;
  readonly version?: RecordVersion | undefined;
};

/**
 * Issues a certificate for each visible record version that a chain has not seen. Idempotent; a chain that another
 * worker moved first is planned again. Returns the records that failed through their own fault; any other error stops
 * the work.
 */
export async function issueRecords(
  records: readonly string[],
  { type, face }: FaceType,
  ports: IssueRecordPorts,
): Promise<readonly FailedRecord[]> {
  const { publishedSeq: seq, voided } = await ports.faceData.datasetState(type.type);
  const failed: FailedRecord[] = [];
  const context = { type, face, ports, seq, failed };
  let pending = [...new Set(records)];
  while (pending.length > 0) {
    const plans = await planRecords(pending, { seq, voided }, context);
    pending = await executePlans(plans, context);
  }
  return failed;
}

async function planRecords(
  records: readonly string[],
  visibility: Visibility,
  context: IssueContext,
): Promise<ChainPlan[]> {
  const heads = await context.ports.repository.heads(records);
  const plans = await mapWithConcurrency(
    concurrency,
    records,
    async (record, i) =>
      await unlessFailed(
        context,
        { record },
        async () => await planRecord(record, readableHead(record, heads[i]), visibility, context),
      ),
  );
  return plans.filter((plan) => plan !== null);
}

/** Returns `null` for a record that fails through its own fault, and notes it. */
async function unlessFailed<T>(
  { ports, seq, failed }: IssueContext,
  { record, version }: { readonly record: string; readonly version?: RecordVersion | null },
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const reason = ports.quarantineReason(error);
    if (reason === null) throw error;
    failed.push({ record, reason, seq, ...definedOnly({ version: version ?? undefined }) });
    return null;
  }
}

async function planRecord(
  record: string,
  head: CertificateHead | null,
  visibility: Visibility,
  { type, ports }: IssueContext,
): Promise<ChainPlan | null> {
  const versions = await unseenVersions(record, head, visibility, ports.faceData);
  const at = ports.now();
  for (const [i, version] of versions.entries()) {
    const input = {
      certificate: record,
      type: type.type,
      state: version === null || version.removed ? null : toRecordState(version, type, ports),
      source: version === null ? null : toCertificateSource(version),
    };
    const action = nextChainAction(head, input, at);
    if (action.kind !== 'nothing') return { record, version, action, hasMore: i < versions.length - 1 };
  }
  return null;
}

/** Lists unseen visible versions, oldest first; after a roll-back only the newest visible one, or `null`. */
async function unseenVersions(
  record: string,
  head: Pick<CertificateHead, 'source' | 'failure'> | null,
  visibility: Visibility,
  versions: RecordVersionReader,
): Promise<readonly (RecordVersion | null)[]> {
  // A head that quarantine wrote has seen its version without issuing it.
  const seen = head?.failure?.code === 'issuing-failed' ? head.source.seq - 1 : head?.source.seq;
  const rolledBack = seen !== undefined && !isVisible(seen, visibility);
  const newer: RecordVersion[] = [];
  for await (const version of versions.versionsOfRecord(record, visibility.seq)) {
    if (!isVisible(version.seq, visibility)) continue;
    if (rolledBack) return [version];
    if (seen !== undefined && version.seq <= seen) break;
    newer.push(version);
  }
  return rolledBack ? [null] : newer.toReversed();
}

function toRecordState(version: RecordVersion, type: CertificateType, ports: IssueRecordPorts): RecordState {
  const { values } = version;
  return {
    source: toCertificateSource(version),
    content: ports.contentHash(values),
    number: ports.hashes.number(type.type, values['certificate_number'] ?? ''),
    division: values['division'] ?? '',
    ...definedOnly({ issuedYear: issuedYear(values), issueFailure: findIssueFailure(type, values) }),
  };
}

function toCertificateSource({ record, seq, delivery, sheet, row }: RecordVersion): CertificateHead['source'] {
  return { record, seq, delivery, ...definedOnly({ sheet, row }) };
}

/** Returns the records to plan again: more versions follow, or the write lost a race. */
async function executePlans(plans: readonly ChainPlan[], context: IssueContext): Promise<string[]> {
  const { type, ports } = context;
  const year = Number(dayInShanghai(ports.now()).slice(0, 4));
  const issues = plans.filter(({ action }) => action.kind === 'issue').length;
  let nextIndex = issues === 0 ? 0 : await ports.lists.reserve(type.type, year, issues, ports.now());
  const indexes = new Map(
    plans.flatMap(({ record, action }) => (action.kind === 'issue' ? [[record, nextIndex++] as const] : [])),
  );

  // Touched before and after: a list made in between misses the change.
  const changedYears = new Set(plans.flatMap(({ action }) => changedListYears(action)));
  const touchLists = async () =>
    void (await Promise.all([...changedYears].map((list) => ports.lists.touch(type.type, list, ports.now()))));
  await touchLists();
  const again = await mapWithConcurrency(concurrency, plans, async (plan) => {
    const moved = await unlessFailed(
      context,
      plan,
      async () => await executePlan(plan, { year, index: indexes.get(plan.record) ?? 0 }, context),
    );
    return moved === null || (moved && !plan.hasMore) ? [] : [plan.record];
  });
  await touchLists();
  return again.flat();
}

function changedListYears(action: ChainAction): number[] {
  if (action.kind === 'end') return [action.ended.list.year];
  return action.kind === 'issue' && action.supersedes !== undefined ? [action.supersedes.list.year] : [];
}

async function executePlan(
  { record, version, action }: ChainPlan,
  list: CertificateVersion['list'],
  context: IssueContext,
): Promise<boolean> {
  const { ports } = context;
  if (action.kind === 'nothing') return true;
  if (action.kind !== 'issue')
    return await ports.repository.move(action.head, holderHashes(action.head.current, ports.hashes));
  if (version === null) throw new TypeError('a certificate is issued from a record version');
  const identifier = await claimIdentifier(record, version, action, context);
  if (identifier === null) return await moveWithoutIdentifier(action, ports);
  const current = await signVersion({ identifier, version, action, list }, context);
  return await ports.repository.move(
    { ...action.head, current, ...definedOnly({ previous: action.supersedes }) },
    holderHashes(current, ports.hashes),
  );
}

async function moveWithoutIdentifier({ head, supersedes }: IssueAction, ports: IssueRecordPorts): Promise<boolean> {
  return await ports.repository.move(
    {
      ...head,
      ...definedOnly({ current: supersedes }),
      failure: { code: 'identifier-taken', since: ports.now() },
    },
    holderHashes(supersedes, ports.hashes),
  );
}

async function signVersion(
  {
    identifier,
    version: { values },
    action,
    list,
  }: {
    readonly identifier: string;
    readonly version: RecordVersion;
    readonly action: IssueAction;
    readonly list: CertificateVersion['list'];
  },
  { type, face, ports }: IssueContext,
): Promise<CertificateVersion> {
  const { generation, version, status } = action;
  const replaced = version === 1 ? undefined : action.supersedes;
  const at = ports.now();
  const signed = await ports.sign(
    buildDocument(type, values, face, {
      identifier,
      version,
      signedAt: at,
      statusReference: { index: list.index, uri: ports.listAddress(type.type, list.year) },
      ...definedOnly({ supersedes: replaced?.identifier }),
    }),
  );
  return {
    identifier,
    generation,
    version,
    status,
    signed,
    contentHash: ports.contentHash(values),
    list,
    source: action.head.source,
    events: [
      {
        operation: version === 1 ? 'issue' : 'change',
        ...definedOnly({ from: replaced?.status }),
        to: status,
        at,
        by: platform,
      },
    ],
  };
}

/** Returns `null` when another chain holds the provincial identifier, or has made it itself. */
async function claimIdentifier(
  record: string,
  { values }: RecordVersion,
  { generation, version }: IssueAction,
  { type, ports }: IssueContext,
): Promise<string | null> {
  const keyHash = record.slice(record.lastIndexOf('#') + 1);
  const provincial = provincialIdentifier(type, values);
  if (provincial === undefined)
    return formatIdentifier({
      typeCode: type.typeCode.code,
      issuerCode: canonicalIdentifier(values['issuing_authority_code'] ?? ''),
      serial: formatSerial(keyHash, generation),
      version,
    });
  // The province's serial numbers may look like ours, which are keyed hashes: only a chain of that hash can have made it.
  const located = locateCertificate(provincial);
  if (located !== null && located.keyHash !== keyHash) {
    const [other = null] = await ports.repository.heads([`${type.type}#${located.keyHash}`]);
    if (other !== null) return null;
  }
  return (await ports.repository.claim(provincial, record)) ? provincial : null;
}

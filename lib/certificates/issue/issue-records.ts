import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { Visibility } from '../../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { canonicalIdentifier, formatIdentifier, locateCertificate, formatSerial } from '../identifier.ts';
import { buildDocument, type FaceData } from './build-document.ts';
import { findIssueFailure, provincialIdentifier } from './find-issue-failure.ts';
import { nextChainAction, type ChainAction, type RecordState } from './next-chain-action.ts';
import type { IssueRecordPorts } from './ports.ts';
import { unseenVersions } from './unseen-versions.ts';

/** Records whose chains are looked at and moved at the same time. */
const concurrency = 16;

export type FaceType = { readonly type: CertificateType; readonly face: FaceData };

/** A record, the step of it that comes next, and how many follow. */
type ChainPlan = {
  readonly record: string;
  readonly step: RecordVersion | null;
  readonly action: ChainAction;
  readonly more: boolean;
};

/**
 * Brings the chains of records to where the records are now: each visible state that a chain has not seen becomes its next version. May be called with the
 * same records any number of times, in any order, by several workers at once; what another did meanwhile is looked at again.
 */
export async function issueRecords(
  records: readonly string[],
  { type, face }: FaceType,
  ports: IssueRecordPorts,
): Promise<void> {
  const { publishedSeq: seq, voided } = await ports.faceData.datasetState(type.type);
  let left = [...new Set(records)];
  while (left.length > 0) {
    const plans = await planRecords(left, type, { seq, voided }, ports);
    left = await executePlans(plans, { type, face }, ports);
  }
}

async function planRecords(
  records: readonly string[],
  type: CertificateType,
  visibility: Visibility,
  ports: IssueRecordPorts,
): Promise<ChainPlan[]> {
  const heads = await ports.repository.heads(records);
  const plans = await mapWithConcurrency(
    concurrency,
    records,
    async (record, i) => await planRecord(record, heads[i] ?? null, type, visibility, ports),
  );
  return plans.filter((plan) => plan !== null);
}

/** The first step that changes something; steps that change nothing are passed over. */
async function planRecord(
  record: string,
  head: CertificateHead | null,
  type: CertificateType,
  visibility: Visibility,
  ports: IssueRecordPorts,
): Promise<ChainPlan | null> {
  const steps = await unseenVersions(record, head, visibility, ports.faceData);
  const at = ports.now();
  for (const [i, step] of steps.entries()) {
    const state = step === null || step.removed ? null : toRecordState(step, type, ports);
    const action = nextChainAction(
      record,
      type.type,
      head,
      state,
      step === null ? null : toCertificateSource(step),
      at,
    );
    if (action.kind !== 'nothing') return { record, step, action, more: i < steps.length - 1 };
  }
  return null;
}

function toRecordState(version: RecordVersion, type: CertificateType, ports: IssueRecordPorts): RecordState {
  const { values } = version;
  const issueFailure = findIssueFailure(type, values);
  const year = /^\d{4}/.exec(values['issued_date'] ?? '')?.[0];
  return {
    source: toCertificateSource(version),
    content: ports.contentHash(values),
    number: ports.hashes.number(type.type, values['certificate_number'] ?? ''),
    division: values['division'] ?? '',
    ...(year === undefined ? {} : { issuedYear: Number(year) }),
    ...definedOnly({ issueFailure }),
  };
}

function toCertificateSource({ record, seq, delivery, sheet, row }: RecordVersion): CertificateHead['source'] {
  return { record, seq, delivery, ...definedOnly({ sheet, row }) };
}

/** Does one step of each record; gives those that want another look: more steps to go, or another worker was quicker. */
async function executePlans(
  plans: readonly ChainPlan[],
  { type, face }: FaceType,
  ports: IssueRecordPorts,
): Promise<string[]> {
  const year = Number(dayInShanghai(ports.now()).slice(0, 4));
  const issues = plans.filter(({ action }) => action.kind === 'issue').length;
  let index = issues === 0 ? 0 : await ports.lists.reserve(type.type, year, issues);
  const places = new Map(
    plans.flatMap(({ record, action }) => (action.kind === 'issue' ? [[record, index++] as const] : [])),
  );

  // before and after: whoever makes a list in between is told again
  const touched = new Set(plans.flatMap(({ action }) => changedListYears(action)));
  const touch = async () => void (await Promise.all([...touched].map((list) => ports.lists.touch(type.type, list))));
  await touch();
  const again = await mapWithConcurrency(concurrency, plans, async (plan) =>
    (await executePlan(plan, { type, face }, { year, index: places.get(plan.record) ?? 0 }, ports)) && !plan.more
      ? []
      : [plan.record],
  );
  await touch();
  return again.flat();
}

/** The years of the lists in which a place is no longer what it was. */
function changedListYears(action: ChainAction): number[] {
  if (action.kind === 'end') return [action.ended.list.year];
  return action.kind === 'issue' && action.supersedes !== undefined ? [action.supersedes.list.year] : [];
}

async function executePlan(
  { record, step, action }: ChainPlan,
  { type, face }: FaceType,
  list: CertificateVersion['list'],
  ports: IssueRecordPorts,
): Promise<boolean> {
  if (action.kind === 'nothing') return true;
  if (action.kind !== 'issue')
    return await ports.repository.move(action.head, holderHashes(action.head.current, ports));
  if (step === null) throw new TypeError('a certificate is issued from a record');
  const { generation, version, supersedes, status } = action;
  const { values } = step;
  const identifier = await identifierFor(record, type, step, action, ports);
  if (identifier === null)
    return await ports.repository.move(
      {
        ...action.head,
        ...definedOnly({ current: supersedes }),
        failure: { code: 'identifier-taken', since: ports.now() },
      },
      holderHashes(supersedes, ports),
    );

  const at = ports.now();
  const place = { index: list.index, list: ports.listAddress(type.type, list.year) };
  const signed = await ports.sign(
    buildDocument(type, values, face, {
      identifier,
      version,
      signedAt: at,
      place,
      ...(version === 1 || supersedes === undefined ? {} : { supersedes: supersedes.identifier }),
    }),
  );
  const current: CertificateVersion = {
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
        ...(version === 1 || supersedes === undefined ? {} : { from: supersedes.status }),
        to: status,
        at,
        by: 'guiji',
      },
    ],
  };
  return await ports.repository.move(
    { ...action.head, current, ...definedOnly({ previous: supersedes }) },
    holderHashes(current, ports),
  );
}

/** The province's where it gave one, else our own; `null` when the province's is another chain's. */
async function identifierFor(
  record: string,
  type: CertificateType,
  { values }: RecordVersion,
  { generation, version }: Extract<ChainAction, { kind: 'issue' }>,
  ports: IssueRecordPorts,
): Promise<string | null> {
  const keyHash = record.slice(record.lastIndexOf('#') + 1);
  const given = provincialIdentifier(type, values);
  if (given === undefined)
    return formatIdentifier({
      typeCode: type.typeCode.code,
      issuerCode: canonicalIdentifier(values['issuing_authority_code'] ?? ''),
      serial: formatSerial(keyHash, generation),
      version,
    });
  const ours = locateCertificate(given);
  if (ours !== null && ours.keyHash !== keyHash) return null;
  return (await ports.repository.claim(given, record)) ? given : null;
}

function holderHashes(current: CertificateVersion | undefined, { hashes }: Pick<IssueRecordPorts, 'hashes'>): string[] {
  return [
    ...new Set(
      current?.signed.document.CertificateHolders.map((holder) => hashes.holder(holder.CertificateHolderCode)) ?? [],
    ),
  ];
}

import { ulid } from 'ulid';
import { seedCertificates } from '../../../infra/seeds/index.ts';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../../lib/adapters/sharing/application-repository.ts';
import { transitionEvent } from '../../../lib/sharing/applications/application-events.ts';
import { grantAtOnce } from '../../../lib/sharing/applications/grant-at-once.ts';
import { sharingTables } from '../../../lib/wiring/event-tables.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Mask } from '../../../schemas/catalogue/field.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';

export const matter = '不动产转移登记';

const [first, second] = seedCertificates();

/** Catalogue entries of the face data of two types: grants are judged by their versions. */
export function faceDatasets(types: readonly [CertificateType, CertificateType]) {
  if (first === undefined || second === undefined) throw new Error('annex 1 is empty');
  return types.map(({ type, department }, i) => {
    const { dataset } = i === 0 ? first : second;
    const { content } = dataset;
    return {
      ...dataset,
      dataset: type,
      content: { ...content, metadata: { ...content.metadata, provider: department } },
    };
  });
}

export type GivenGrant = Partial<Grant> & {
  readonly consumer: string;
  readonly type: CertificateType;
  /** `none` unless it is given. */
  readonly masks: Readonly<Record<string, Mask>>;
};

/** Grants certificates of a type, as an application's decision does; returns the grant's id. */
export async function grantCertificates({ consumer, type, masks, ...changes }: GivenGrant): Promise<string> {
  const id = ulid();
  const fields = Object.keys(masks);
  if (first === undefined) throw new Error('annex 1 is empty');
  const { metadata } = first.dataset.content;
  const version: DatasetVersion = {
    dataset: type.type,
    code: first.dataset.code,
    version: 1,
    status: 'published',
    compatibility: 'first',
    content: { ...first.dataset.content, metadata: { ...metadata, provider: type.department } },
    createdAt: '2020-01-01T00:00:00.000Z',
    createdBy: 'test',
    updatedAt: '2020-01-01T00:00:00.000Z',
  };
  const application = grantAtOnce({
    id,
    version,
    consumer,
    content: {
      purpose: '核验权属',
      legalBasis: '测试办法第一条',
      matter,
      fields,
      filters: [],
      ways: ['look-up', 'copy'],
      callsPerDay: 10_000,
      until: '2099-12-31',
    },
    decisions: fields.map((field) => ({ field, decision: 'grant' })),
    by: 'officer-of-issuer',
    department: type.department,
    reason: '测试',
    at: '2020-01-01T00:00:00.000Z',
  });
  const { grant } = application;
  if (grant === undefined) throw new Error('no grant');
  const shown = fields.map((field) => ({ field, mask: masks[field] ?? 'none' }));
  const repository = applicationRepository(documentClient(), sharingTables());
  await repository.saveApplication(
    { ...application, grant: { ...grant, caseNumbers: 'optional', fields: shown, ...changes } },
    { event: transitionEvent(application), waitsFor: null },
  );
  return id;
}

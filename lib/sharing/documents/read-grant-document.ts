import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { readGrantDocumentRoute } from '../../../schemas/sharing/document-routes.ts';
import type { GrantDocument, SignedGrantDocument } from '../../../schemas/sharing/grant-document.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { GrantReader } from '../use/ports.ts';
import { findOwnGrant } from '../use/read-grant.ts';
import { grantAddress, toOdrl } from './to-odrl.ts';

export type ReadGrantDocumentPorts = GrantReader & {
  /** Of a catalogue entry, also when it is withdrawn; `null` when there is none. */
  readonly closedVersion: (dataset: string, version: number) => Promise<DatasetVersion | null>;
  /** The id of a department that is not known. */
  readonly departmentName: (id: string) => Promise<string>;
  /** Detached JWS. */
  readonly sign: (document: GrantDocument) => Promise<string>;
  /** Of the platform, without a slash at its end. */
  readonly address: string;
};

/**
 * Signs the terms of a grant for its two parties and the centre; to others there is none. The document is made of what
 * is stored: it stays the same until the grant is revoked, or a department has another name.
 */
export async function readGrantDocument(
  { caller, params }: RouteInput<typeof readGrantDocumentRoute>,
  ports: ReadGrantDocumentPorts,
) {
  const grant = await findOwnGrant(caller, params.grant, ports);
  if (isRefused(grant)) return grant;
  const [version, provider, consumer] = await Promise.all([
    ports.closedVersion(grant.dataset, grant.version),
    ports.departmentName(grant.provider),
    ports.departmentName(grant.consumer),
  ]);
  const document = buildGrantDocument(grant, { version, provider, consumer, address: ports.address });
  const signed: SignedGrantDocument = { document, jws: await ports.sign(document) };
  return signed;
}

type Names = {
  readonly version: DatasetVersion | null;
  readonly provider: string;
  readonly consumer: string;
  readonly address: string;
};

/** Accounts stay out: the document leaves the platform. So does the proof, which changes each night. */
export function buildGrantDocument(grant: Grant, { version, provider, consumer, address }: Names): GrantDocument {
  const { grantedBy: _grantedBy, proof: _proof, dataset, fields, revoked, ...terms } = grant;
  const { version: number, ...others } = terms;
  const labels = new Map(version?.content.fields.map(({ key, label }) => [key, label]));
  return {
    kind: 'guiji-grant',
    ...others,
    address: grantAddress(grant, address),
    provider: { id: grant.provider, name: provider },
    consumer: { id: grant.consumer, name: consumer },
    dataset: {
      id: dataset,
      name: version?.content.metadata.name ?? dataset,
      version: number,
      ...definedOnly({ code: version?.code }),
    },
    fields: fields.map(({ field, mask }) => ({ field, mask, label: labels.get(field) ?? field })),
    ...(revoked === undefined ? {} : { revoked: { at: revoked.at, reason: revoked.reason } }),
    odrl: toOdrl(grant, address),
  };
}

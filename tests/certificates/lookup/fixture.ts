import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateScan, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import { newLocalChain } from '../../../infra/local/key-service/local-chain.ts';
import { localKey } from '../../../infra/local/key-service/local-key.ts';
import { localCredentials, localSubjectKey } from '../../../infra/local/local-credentials.ts';
import { startParameterStore } from '../../../infra/local/parameter-store/parameter-store.ts';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { seedCodeLists, seedDepartments } from '../../../infra/seeds/index.ts';
import { certificateRepository } from '../../../lib/adapters/certificates/certificate-repository.ts';
import { certificateTypeRepository } from '../../../lib/adapters/certificates/certificate-type-repository.ts';
import { formatIdentifier, formatSerial } from '../../../lib/certificates/identifier.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { certificateHashes } from '../../../lib/wiring/certificates/hashes.ts';
import { seedCatalogue } from '../../../lib/wiring/seed-catalogue.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import { CertificateUse } from '../../../schemas/certificates/certificate-use.ts';
import type { CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import type { Route } from '../../../schemas/kernel/route.ts';
import { listOf } from '../../adapters/certificates/chains.ts';
import { p256Key } from '../../adapters/certificates/signing/keys.ts';
import { tableServers } from '../../adapters/dynamodb/table-servers.ts';
import { handlerOf } from '../../api/handler-of.ts';
import { callerWithRole, httpEvent, invoke, type TestRequest } from '../../api/invoke.ts';
import { aType } from '../types/a-type.ts';
import { headWith, versionWith } from './builders.ts';
import { faceDatasets, grantCertificates } from './certificate-grants.ts';

export const issuer = '11411100MB1234562R';
export const holder = '41110219900307001X';

const face = [
  { field: 'certificate_number', label: '编号', name: 'ZZBH' },
  { field: 'holder_name', label: '权利人', name: 'CZZT' },
  { field: 'holder_code', label: '证件号码', name: 'CZZTDM' },
  { field: 'location', label: '坐落', name: 'KZ_ZL' },
  { field: 'id_card', label: '身份证号码', name: 'KZ_SFZH' },
];

export const property = aType({
  face,
  type: 'certificate-property',
  name: '不动产权证书',
  title: '不动产权证书',
  department: 'natural-resources',
  typeCode: { code: '11100000MB03271699001', origin: 'national' },
});
export const driving = aType({
  face,
  type: 'certificate-driving',
  serial: 2,
  name: '机动车驾驶证',
  title: '机动车驾驶证',
  department: 'public-security',
  typeCode: { code: `${issuer}002`, origin: 'local' },
});

const by = (role: Role, department: string, subject: string): Caller => ({
  ...callerWithRole(role, subject),
  department,
});

/** Callers with and without access to a property certificate. */
export const callers = {
  operator: by('operator', 'information-center', 'centre-1'),
  issuer: by('provider', 'natural-resources', 'officer-1'),
  partner: by('consumer', 'reform-office', 'partner-1'),
  partnerWithoutCopies: by('consumer', 'taxation', 'partner-2'),
  otherDepartment: by('provider', 'public-security', 'officer-2'),
  grantedDepartment: by('provider', 'market-regulation', 'officer-3'),
  consumerOfIssuer: by('consumer', 'natural-resources', 'reader-1'),
  stranger: by('consumer', 'human-resources-social-security', 'reader-2'),
  supervisor: by('supervisor', 'reform-office', 'supervisor-1'),
} as const;

const partnerMasks = {
  certificate_number: 'none',
  holder_name: 'none',
  holder_code: 'citizen-id-strict',
  issuing_authority: 'none',
  issued_date: 'none',
  effective_date: 'none',
  expiring_date: 'none',
  location: 'none',
} as const;
const allMasks = { ...partnerMasks, holder_code: 'none', id_card: 'none', issuing_authority_code: 'none' } as const;

export type Issued = { readonly certificate: string; readonly identifier: string };
type Issue = {
  readonly type?: CertificateType;
  /** Key hash of the chain: 32 hex digits. */
  readonly key: string;
  readonly number?: string;
  readonly holder?: string;
  /** Properties that differ, by version, oldest first. */
  readonly versions?: readonly {
    readonly version?: Partial<CertificateVersion>;
    readonly document?: Partial<CertificateDocument>;
  }[];
  /** Identifiers of the province. */
  readonly identifiers?: readonly string[];
};

/**
 * Opens real tables with two types and grants; certificates are written directly to the repository. End with `close`.
 */
export async function openFixture() {
  const { tables } = parseResources((await resolvedService()).resources.Resources);
  const { provider } = await resolvedService();
  const [dynalite] = tableServers;
  if (dynalite === undefined) throw new Error('No table server');
  const server = await dynalite.start(tables);
  const stateDir = await mkdtemp(join(tmpdir(), 'guiji-test-'));
  const signingChain = newLocalChain(localKey(p256Key).publicKey, new Date());
  const parameters = await startParameterStore(stateDir, {
    initial: {
      [provider.environment['SUBJECT_KEY_PARAMETER'] ?? '']: localSubjectKey,
      [provider.environment['SIGNING_CHAIN_PARAMETER'] ?? '']: signingChain,
    },
  });
  const environment = {
    ...provider.environment,
    AWS_ENDPOINT_URL_SSM: parameters.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    SIGNING_KEY: JSON.stringify(p256Key),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const nameOf = (variable: string) => provider.environment[variable] ?? '';
  const work = nameOf('CERTIFICATE_WORK_TABLE');
  const repository = certificateRepository(server.tables, nameOf('CERTIFICATES_TABLE'), work);
  const hashes = await certificateHashes();
  await seedCatalogue({
    datasets: faceDatasets([property, driving]),
    codeLists: [...seedCodeLists().values()],
    departments: seedDepartments(),
  });
  for (const type of [property, driving])
    await certificateTypeRepository(server.tables, nameOf('CERTIFICATE_TYPES_TABLE')).create(type);
  for (const type of [property, driving])
    await grantCertificates({ consumer: callers.partner.department, type, masks: partnerMasks });
  await grantCertificates({ consumer: callers.grantedDepartment.department, type: property, masks: allMasks });
  await grantCertificates({
    consumer: callers.partnerWithoutCopies.department,
    type: property,
    masks: partnerMasks,
    ways: ['look-up'],
  });

  /** Issues a chain; returns the identifiers of its versions, oldest first. */
  const issue = async ({
    type = property,
    key,
    number = `编号${key.slice(0, 6)}`,
    holder: code = holder,
    versions = [{}],
    identifiers = [],
  }: Issue): Promise<Issued & { readonly all: readonly string[] }> => {
    const certificate = `${type.type}#${key}`;
    const all: string[] = [];
    let previous: CertificateVersion | undefined;
    for (const [i, { version = {}, document = {} }] of versions.entries()) {
      const identifier =
        identifiers[i] ??
        formatIdentifier({
          typeCode: type.typeCode.code,
          issuerCode: issuer,
          serial: formatSerial(key, 1),
          version: i + 1,
        });
      all.push(identifier);
      if (identifiers[i] !== undefined) await repository.claim(identifier, certificate);
      const current = versionWith(
        { identifier, version: i + 1, ...version },
        {
          CertificateTypeCode: type.typeCode.code,
          CertificateTypeName: type.name,
          CertificateName: type.title,
          CertificateNumber: number,
          CertificateVersion: String(i + 1).padStart(3, '0'),
          ...document,
        },
      );
      const head = headWith(certificate, current, {
        lockVersion: i + 1,
        number: hashes.number(type.type, number),
        ...definedOnly({ previous }),
      });
      if (!(await repository.move(head, [hashes.holder(code)]))) throw new Error(`${certificate} did not move`);
      previous = current;
    }
    return { certificate, identifier: all.at(-1) ?? '', all };
  };

  const workRows = async (): Promise<Record<string, unknown>[]> => await listOf(eachRow(server.tables, work));

  return {
    repository,
    signingChain,
    issue,
    server,
    work,
    /** Every item of the work table: audit entries, links, codes. */
    workRows,
    /** The audit entries of a request. */
    auditEntries: async (requestId: string) =>
      (await workRows())
        .filter((row) => row['requestId'] === requestId)
        .map(({ work: _work, item: _item, schema: _schema, ...entry }) => CertificateUse.parse(entry)),
    close: async () => {
      vi.unstubAllEnvs();
      await Promise.all([server.close(), parameters.close()]);
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

async function* eachRow(tables: DynamoDBDocumentClient, table: string): AsyncGenerator<Record<string, unknown>> {
  for await (const { Items = [] } of paginateScan({ client: tables }, { TableName: table })) yield* Items;
}

/** Calls a route's function as API Gateway does. */
export async function askFixture(
  route: Route,
  caller: Caller | null,
  { params, query, body }: Omit<TestRequest, 'body'> & { readonly body?: unknown } = {},
  requestId?: string,
) {
  return await invoke(
    await handlerOf(route),
    httpEvent(route, {
      ...(caller === null ? {} : { caller }),
      ...definedOnly({ params }),
      ...definedOnly({ query }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    requestId,
  );
}
